"""Know organisations and people."""
