"""How answers are spread: drawn, and told."""
