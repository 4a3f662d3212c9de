"""The nouns that every stage shares. Stages meet here and nowhere else."""
