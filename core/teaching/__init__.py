"""What is taught, as text: lessons, quizzes, worksheets; in both languages, without a screen."""
