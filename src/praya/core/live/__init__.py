"""Let a page follow what happens while it is open: tokens for streams, and what streams carry."""
