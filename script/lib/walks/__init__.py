"""Follow how one thing travels through the rooms: which are entered, in which order, and how often the way leads back."""
