"""Forms that reach the team, and what the team decides."""
