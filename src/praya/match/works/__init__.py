"""Find works, look at one, compare several, print them, and be told of new ones."""
