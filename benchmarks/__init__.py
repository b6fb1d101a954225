"""How fast the forms are, beside other ways to make them; no test asserts it."""
