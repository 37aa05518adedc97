"""Show the people and organisations of an edition, with what they bring to it."""
