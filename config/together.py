"""Many small steps of a migration at the price of one.

After each step Django draws every model anew that is related to the one it changed, and here nearly all are.
A form with sixty answers would take longer to migrate than everything before it.
"""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Steps that only add or change columns, constraints and indexes of tables that are there already.

    Each of them reads what it needs from the state before or after all of them, so the models are drawn once.
    A table must not be made in here: it would be made with the columns that a later step adds again.
    """

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn again when somebody asks for it
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.operations)
