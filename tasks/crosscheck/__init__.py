"""Compare the figures of aligned segments."""
