"""Keep meetings, requests and blocks whole when two records are merged."""
