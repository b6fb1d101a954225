"""What changed between waves, and where respondents want it to go."""
