"""Hold the subcommands of `praya`, one module each, imported only when called."""
