"""Keep records as documents: declared fields with levels, checked, drafted, reviewed, undone, and read as an audience may."""
