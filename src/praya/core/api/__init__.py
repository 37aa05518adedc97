"""Answer programs: who asks, how often, in what form, and the document that describes it all."""
