"""Solution chart: which conditions each term of a solution has, and how well it fits."""
