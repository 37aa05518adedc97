"""Keep a journal of what was taken back or erased, outside of database and backup, and do it again after a restore."""
