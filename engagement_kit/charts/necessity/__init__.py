"""How far terms are necessary for an outcome: drawn, and told."""
