"""Hostile input: what is sent, to which form, and how the database is seen not to have changed."""
