"""Words, units and patterns of this stage, one table a file."""
