"""Items over cases: drawn, and told."""
