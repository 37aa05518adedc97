"""Let organisers lay a day of the programme out: rooms beside each other, sessions where their time is."""
