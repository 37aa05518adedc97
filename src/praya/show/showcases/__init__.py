"""Show what curators gather, and let them choose, order and describe it."""
