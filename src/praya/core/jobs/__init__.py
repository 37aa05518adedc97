"""Run long work in the background."""
