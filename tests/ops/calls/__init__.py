"""A room that nobody has: a call desk, put into a copy of the house to see what a new room has to touch."""
