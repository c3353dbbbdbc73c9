"""Read facts out of segments."""
