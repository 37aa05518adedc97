"""Let companies keep their own records: works in drafts, pictures, who reads what, and who they are themselves."""
