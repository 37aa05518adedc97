"""Give the programme away in the formats of calendars and conference apps, and take it in from such files and spreadsheets."""
