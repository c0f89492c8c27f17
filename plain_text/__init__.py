"""Text that people type: cleaned at one boundary, and shown back whenever it cannot be saved."""
