"""Record every change."""
