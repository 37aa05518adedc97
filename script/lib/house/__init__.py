"""Check the house's own law: sizes, names, layers and mirrors that no linter knows."""
