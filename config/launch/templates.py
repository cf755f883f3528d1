"""Compiles every template, so that a misspelt tag is found before a person finds it."""

import os
import sys
from pathlib import Path

import django


def main() -> int:
    """Say which templates do not compile."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

    broken = 0
    for name in ours():
        try:
            engines["django"].get_template(name)
        except (TemplateSyntaxError, TemplateDoesNotExist) as error:
            broken += 1
            print(f"{name}: {error}")
    return min(broken, 1)


def ours() -> list[str]:
    """The names of the project's own templates, as a page would ask for them."""
    from django.conf import settings
    from django.template.utils import get_app_template_dirs

    base = Path(settings.BASE_DIR)
    folders = [base / "templates", *map(Path, get_app_template_dirs("templates"))]
    mine = [folder for folder in folders if base in folder.parents and ".venv" not in folder.parts]
    names = (
        str(file.relative_to(folder))
        for folder in mine
        for file in folder.rglob("*")
        if file.suffix in (".html", ".txt")
    )
    return sorted(set(names))


if __name__ == "__main__":
    sys.exit(main())
