"""Decide who may do what, and refuse everybody else alike."""
