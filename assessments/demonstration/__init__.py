"""Demonstration data, made through the same actions as the pages. Nothing here is a real project."""
