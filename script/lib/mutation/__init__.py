"""Plant one small fault after the other and see whether a test notices.

Our own because mutmut 3 leaves every decorated function alone, and because a process of pytest for each fault costs seconds
that a fork of one that has everything ready does not.
"""
