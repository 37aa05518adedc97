"""Suggest to everybody at an edition whom and what is worth meeting, with reasons in their own language."""
