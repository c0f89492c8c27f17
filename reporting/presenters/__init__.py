"""What templates print, as plain data. No queries, no HTML."""
