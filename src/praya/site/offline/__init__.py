"""Keep the last agenda readable where there is no network."""
