"""Let people sign in."""
