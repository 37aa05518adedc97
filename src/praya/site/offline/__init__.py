"""Keep the last agenda and programme readable where there is no network."""
