"""Test the room of plans."""
