"""Answer what happens on the day with the smallest change."""
