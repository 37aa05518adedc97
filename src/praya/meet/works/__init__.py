"""Present works at an edition, and gather them in showcases."""
