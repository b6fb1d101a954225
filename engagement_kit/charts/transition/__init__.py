"""From where to where cases moved between two waves: drawn, and told."""
