"""How groups differ: every case a mark, and beside it the difference with its interval."""
