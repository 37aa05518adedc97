"""Import an edition's spreadsheets: upload, dry run with every row's fate, confirmation; and export them again.

A file is read, planned and written by background jobs; nothing is written before somebody has seen the dry run.
"""
