"""Keep texts in several languages with their provenance."""
