"""Turn source bytes into repaired text, with an edit for every change."""
