"""The way from now to the targets of every horizon, with how far respondents agree."""
