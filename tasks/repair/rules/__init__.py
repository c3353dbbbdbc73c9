"""One module a rule: each finds the changes it asks for in a text, and says what it refuses to do."""
