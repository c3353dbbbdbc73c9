"""List, check and read the documents of an input."""
