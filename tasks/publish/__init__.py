"""Bring the tables of all shards together into a published version."""
