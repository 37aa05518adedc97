"""Let those who are in sessions answer, say what they need and when they cannot come, and bring their materials."""
