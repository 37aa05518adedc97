"""Test the pages on which companies keep their records and organisers look at them."""
