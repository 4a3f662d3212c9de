"""Bodies: the agencies that a document names, their initials and other names, and to whom a thing is addressed."""
