"""Print selections of works as a catalogue, at once or in the job worker."""
