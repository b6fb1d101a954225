"""The paragraph about the method that a paper needs."""
