"""The radar, for those who ask: drawn, and told."""
