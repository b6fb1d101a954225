"""How a study is captured and explored: forms in notebook and app, each change saved at once."""
