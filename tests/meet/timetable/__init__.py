"""Test how a day of the programme is laid out and moved about."""
