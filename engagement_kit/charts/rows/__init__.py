"""Who and what stands in rows and columns: groups, cases, heads, grids of levels."""
