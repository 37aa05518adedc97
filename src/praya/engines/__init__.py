"""Decide, without Django, database, network or clock: the functional core."""
