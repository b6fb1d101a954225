"""How groups of cases differ, and how much of that hangs on a choice."""
