"""Sheets that people work in: read into a study, written from one, and templates of new ones."""
