"""Projects of programs for qualitative analysis, as the format REFI-QDA 1.5 exchanges them.

A project (``.qdpx``) goes through two halves, each of which can be read on its own: between files
and :class:`~engagement_kit.exchange.refi.project.Project`, which is what the format knows (users,
codes, variables, cases, texts with selections, notes), and between that and our cases. A codebook
(``.qdc``) is the codes alone.
"""
