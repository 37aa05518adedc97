"""Let a delegate come for another company only by two people's word, or the delegate's own."""
