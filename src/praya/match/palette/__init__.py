"""Find any page, person or exhibitor of an edition from one line."""
