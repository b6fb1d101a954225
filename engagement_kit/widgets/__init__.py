"""How a study is captured and explored: forms in a notebook or an app, each change saved at once."""
