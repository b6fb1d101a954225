"""Surveys: exports of form programs read through a mapping that a person has confirmed."""
