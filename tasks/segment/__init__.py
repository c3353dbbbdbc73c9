"""Cut repaired text into paragraphs and sentences, with kind and language."""
