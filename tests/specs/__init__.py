"""Published test sets of numbers, percentages, money, dimensions and ranges, read by this project's functions."""
