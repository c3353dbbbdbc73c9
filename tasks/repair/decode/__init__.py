"""From bytes to text: which charset they are in, and which of them it cannot read."""
