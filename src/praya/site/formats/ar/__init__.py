"""Write numbers in Arabic."""
