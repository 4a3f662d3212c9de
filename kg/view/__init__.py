"""View: a table or a subgraph to a file that opens anywhere, without a network."""
