"""The quizzes: their questions, where they are, and what was answered."""
