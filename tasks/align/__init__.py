"""Align Chinese and English segments into beads."""
