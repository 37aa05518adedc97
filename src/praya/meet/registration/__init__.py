"""Take an organiser's organisations, delegates and availability from spreadsheets.

Every sheet is planned against the edition as it is (`World`), without writing anything: rows become fates, and the
records to write gather in the world. `applying.write` then writes them all, or nothing.
"""
