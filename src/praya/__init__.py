"""Run film and television markets, conferences and co-production forums."""

__version__ = "0.1.0"
