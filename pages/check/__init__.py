"""The page “Check yourself”: quizzes before and after every lesson, and the glossary."""
