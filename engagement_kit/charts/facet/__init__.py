"""Small multiples of any chart: drawn, and told."""
