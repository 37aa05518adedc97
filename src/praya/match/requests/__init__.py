"""Record wishes and requests."""
