"""Keep who rings the market, about what, and whether they were called back."""
