"""Test showcases: who sees what of them, and who fills them."""
