"""Schedule, publish, repair and hold meetings."""
