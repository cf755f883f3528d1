"""The words of every question: those of the public form, and those that the team answers."""
