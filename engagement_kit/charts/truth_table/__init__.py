"""Truth-table figure: configurations of conditions, what goes with them, and who is in each."""
