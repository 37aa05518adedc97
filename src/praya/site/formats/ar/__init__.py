"""Write numbers and dates in Arabic."""
