"""Render a published version as one HTML page."""
