"""Show every component of the visual language on one page, for people who build pages and for tests."""
