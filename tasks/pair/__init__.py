"""Find the documents that are translations of each other."""
