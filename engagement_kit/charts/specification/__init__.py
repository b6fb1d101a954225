"""A difference under every combination of decisions: drawn, and told."""
