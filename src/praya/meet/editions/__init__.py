"""Set up markets, editions, sites and their halls, stands and tables."""
