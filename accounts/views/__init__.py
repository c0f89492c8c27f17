"""Pages about signing in, one's own account, and an administrator's people and organisations."""
