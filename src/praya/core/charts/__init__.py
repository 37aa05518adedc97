"""Compute the geometry of pictures; templates only draw what is found here."""
