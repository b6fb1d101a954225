"""The heat map of levels: drawn, and told."""
