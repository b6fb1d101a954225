"""Memberships in a condition against those in an outcome: drawn, and told."""
