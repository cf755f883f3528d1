"""Does a form that a family was told we have survive anything? Web, database and queue are killed."""
