"""Give the tables of a version the forms that other tools take: JSON lines, CSV, a workbook, linked data, TMX."""
