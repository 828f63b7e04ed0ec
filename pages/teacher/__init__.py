"""The page “Teacher's view”: who is where, what the class does next, what came of it."""
