"""Print in any script, the same on every machine: the fonts, the letters they have, and the step that lays a document out."""
