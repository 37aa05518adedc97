"""Test titles as documents: what is sound, who reads what, drafts, differences, pictures."""
