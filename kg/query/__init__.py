"""Query: a question to the graph becomes a table. Reads a build, or any SPARQL server that holds one."""
