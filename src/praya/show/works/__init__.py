"""Find works, look at one, and compare several."""
