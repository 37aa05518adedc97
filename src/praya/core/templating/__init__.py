"""Read templates that are written to be read: one element a line, without line breaks in the pages."""
