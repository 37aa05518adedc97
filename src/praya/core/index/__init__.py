"""Find titles, people and organisations: an index inside the database, changed together with the record."""
