"""Show the team who changed what in their edition."""
