"""Find the lines that stand in several documents of a run."""
