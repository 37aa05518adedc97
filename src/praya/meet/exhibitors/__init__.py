"""Know who exhibits where."""
