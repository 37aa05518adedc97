"""Tell delegates what happened to them, in sentences that the rooms declare which tell it."""
