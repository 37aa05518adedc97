"""Open the front door of an edition: its public page, its texts, and the way to apply for accreditation."""
