"""What is found out about an attack that was made: one question a file, with its task (light)."""
