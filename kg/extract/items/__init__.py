"""Items: the one parser of lists, which gathers an item from one or more lines."""
