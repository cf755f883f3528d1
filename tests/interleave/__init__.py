"""Two people edit at once whatever can be edited, in any order: nothing that anybody typed is lost."""
