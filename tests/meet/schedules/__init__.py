"""Test how the programme is given away as calendars and files, and taken in from such files."""
