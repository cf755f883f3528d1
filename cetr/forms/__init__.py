"""The words of the reviews' questions. Rules are in the pure modules; writing is in actions."""
