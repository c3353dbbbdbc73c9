"""One folder per stage, beside `core`, `schema` and `store`."""
