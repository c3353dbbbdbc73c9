"""The commands of `hedui`, by what they work on."""
