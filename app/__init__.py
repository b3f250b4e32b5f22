"""LumaStack's state and HTTP: files here are plumbing, folders are product."""
