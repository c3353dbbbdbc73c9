"""What the words around a figure say of it: time, place, subject, actor, modality, metric and its key."""
