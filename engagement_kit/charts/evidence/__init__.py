"""The map of evidence: drawn, and told."""
