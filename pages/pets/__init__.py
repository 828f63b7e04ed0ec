"""Pets and new domains: the downloads, the breeds, the challenge, the drawings."""
