"""How a sheet of ratings begins: the eight columns of the coders' codebook, in its order."""

__all__ = ["RATING_COLUMNS"]

RATING_COLUMNS = ["case", "wave", "coder", "item", "value", "confidence", "evidence", "note"]
