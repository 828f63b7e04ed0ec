"""The page “Check yourself”: quizzes before and after the lessons, and one's guesses."""
