"""Let an organiser settle which people, companies and works of their market are kept under two records."""
