"""Count how many people have looked at a work, and not who."""
