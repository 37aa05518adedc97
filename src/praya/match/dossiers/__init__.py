"""Show organisers all that they may know of one delegate, keep their notes, and let them look at what that delegate sees."""
