"""Take the text out of documents that are no plain text: HTML, PDF, DOCX."""
