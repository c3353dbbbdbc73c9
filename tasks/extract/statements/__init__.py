"""Facts that are no figures: titles of documents, rankings, designations, events."""
