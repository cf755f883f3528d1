"""Pages of the reviews: a view fetches through a scope, binds a form, calls one action."""
