"""Look after what an account is entered by, its address and its passkeys, and write to its owner of every change."""
