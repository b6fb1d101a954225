"""A study as others find and cite it: tidy tables with a descriptor, and what it says of itself."""
