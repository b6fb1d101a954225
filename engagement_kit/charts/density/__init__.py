"""Any number of cases on two axes: how many stand where, as shades of the cells of the scores."""
