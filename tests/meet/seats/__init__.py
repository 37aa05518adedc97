"""Test how the seats of sessions are given away."""
