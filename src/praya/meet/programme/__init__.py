"""Keep and show the programme of an edition."""
