"""Let delegates write to each other, with consent."""
