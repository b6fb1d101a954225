"""Cases over the years: drawn, and told."""
