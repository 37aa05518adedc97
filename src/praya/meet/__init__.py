"""Be there: editions with several sites, accreditation, exhibitors."""
