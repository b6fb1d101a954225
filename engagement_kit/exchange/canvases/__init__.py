"""Canvases of other tools: a file with boxes becomes a case with notes."""
