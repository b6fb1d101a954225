"""Level now and target: drawn, and told."""
