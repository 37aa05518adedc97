"""Give people what is held of them, and erase them, from what the rooms declare in `core/holding.py`."""
