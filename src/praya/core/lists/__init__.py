"""Show declared lists: as a page, as a file, and as JSON, all behind one gate."""
