"""Examine an installation and name what to mend."""
