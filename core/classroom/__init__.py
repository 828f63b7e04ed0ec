"""A class on one server: who is in it, what the teacher leads, what came of it (light)."""
