"""Tables that a document shows: figures whose unit, time and meaning stand in a header, a note and the row's label."""
