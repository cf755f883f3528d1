"""Care (Education) and Treatment Reviews, from planning to the report."""
