"""Pages: those for everybody, the form itself, and the team's side."""
