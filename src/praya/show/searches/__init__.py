"""Keep searches, and tell their owners of new works."""
