"""The canvas of one case: drawn, and told."""
