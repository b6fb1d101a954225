"""Cases in quadrants: drawn, and told."""
