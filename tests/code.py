"""The code as data: modules, what they import, what they call. For the tests that walk it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Who stands on whom. The two upper apps have the same height: neither may lean on the other.
HEIGHT = {"config": 0, "accounts": 1, "dsr": 2, "referrals": 3, "cetr": 3}
APPS = [name for name in HEIGHT if name != "config"]


@dataclass(frozen=True)
class Module:
    """One Python file of the house."""

    path: Path

    @property
    def name(self) -> str:
        """As it is imported: dsr.actions.ratings."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def is_migration(self) -> bool:
        return ".migrations." in self.name

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All that stands in it: walked once, and asked about by many tests."""
        return list(ast.walk(self.tree))

    def __str__(self) -> str:
        return self.name

    def imports(self) -> Iterator[tuple[str, str]]:
        """Each import as (module, name); the name is empty for a plain `import x`."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((self._absolute(node), alias.name) for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        kept = package[: len(package) - node.level + 1]
        return ".".join([*kept, *filter(None, [node.module])])

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in self.nodes if isinstance(node, ast.FunctionDef))


def modules(*apps: str) -> list[Module]:
    """Every Python file of these apps, or of the whole house."""
    found = [Module(path) for app in apps or HEIGHT for path in sorted((ROOT / app).rglob("*.py"))]
    return [module for module in found if "__pycache__" not in module.path.parts]


def templates() -> list[Path]:
    """Every page template of the house."""
    return sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.svg"))
