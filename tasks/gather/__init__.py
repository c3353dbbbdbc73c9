"""Gather the facts of a run into indicators."""
