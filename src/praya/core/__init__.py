"""Hold what every part stands on: people, texts, permissions, audit, jobs, sheets."""
