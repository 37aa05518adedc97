"""Keep works in lists: one's own, or shared inside the company."""
