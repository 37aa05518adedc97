"""Hold meetings: who attends, when and where; and book and cancel single ones."""
