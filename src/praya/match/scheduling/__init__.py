"""Open rounds, compute schedules of meetings, and publish them."""
