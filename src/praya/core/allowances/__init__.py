"""Count how often something is tried, for all processes together."""
