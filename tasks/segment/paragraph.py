"""A paragraph of a text: one line, or several that were wrapped."""

from ..core.lines import Line

Paragraph = Line
