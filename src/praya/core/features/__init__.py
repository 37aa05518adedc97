"""Collect what each room says of itself in its feature.py: nobody keeps a list of rooms."""
