"""Show what happens on the day of the market: now and next at every site, who is late, where there is room."""
