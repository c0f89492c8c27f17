"""Several writers at once, each with a connection of its own."""
