"""Cases on stages: drawn, and told."""
