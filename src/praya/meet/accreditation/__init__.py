"""Accredit delegates and know when they are available."""
