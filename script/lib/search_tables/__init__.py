"""Build the tables of the search engine from packages used only here and from fields of the Unihan database."""
