"""Which combinations of conditions go with an outcome: set-theoretic analysis."""
