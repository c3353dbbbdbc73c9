"""Errors, spans, digests and what two stages need in common: no Prefect, no input or output."""
