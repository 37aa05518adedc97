"""Assemble the apps into one program: settings, addresses, servers."""
