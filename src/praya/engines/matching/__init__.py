"""Suggest who and what is worth meeting, counting both sides' interest and saying why."""
