"""Lay out the templates: one element or block a line, indented, 120 characters at most."""
