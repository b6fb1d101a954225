"""Cases by constructs with their evidence: drawn, and told."""
