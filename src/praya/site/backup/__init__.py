"""Keep everything in one file, and bring it back bit for bit, on SQLite and PostgreSQL alike.

The file is a zip: rows/APP.MODEL.jsonl (the columns' names, then one row a line, in the order of the keys), media/PATH,
and manifest.json with a SHA-256 of each. What only the running processes need is left out: sessions, the devices that are
told in them, and living workers.
"""
