"""Whether cases look as theories predict."""
