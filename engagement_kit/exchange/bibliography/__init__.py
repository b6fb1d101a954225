"""Bibliographies in and out, and references as a journal wants them."""
