"""`make bench`: our pages beside the floor of this machine, in one table, measured in one run."""
