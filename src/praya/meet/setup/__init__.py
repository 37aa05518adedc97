"""Let organisers set an edition up: markets, teams, sites, hours, halls, tables and stands."""
