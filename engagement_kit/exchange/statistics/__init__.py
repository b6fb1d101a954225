"""Tables as statistics programs take them: SPSS, Stata and R, with labels and kinds of missing."""
