"""Recognise one person, company or work under two records: what speaks for it, what against, and merging that can be undone."""
