"""From a chart to the files of a figure: fit, formats, companions, provenance."""
