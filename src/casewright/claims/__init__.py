"""Claims: the values, and how they are loaded from what a seller has."""
