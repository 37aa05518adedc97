"""Look at works: search and pages, the editor and its reviews, showcases, lists, saved searches and printed catalogues."""
