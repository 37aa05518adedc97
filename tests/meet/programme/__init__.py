"""Test how a programme is kept, released and read."""
