"""Keep works and projects: what they are called, who made them, what they seek, and who may read which part."""
