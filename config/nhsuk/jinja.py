"""The design system's own macros, made once per process and called from Python."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import ChainableUndefined, Environment, PackageLoader, TemplateNotFound
from jinja2.runtime import Macro
from markupsafe import escape

from .params import as_params, camel

# A folder of the design system that is more natural in the singular.
FOLDERS = {"table": "tables", "image": "images"}
# Macros whose name is not their folder's name.
MACROS = {"tables": "table", "images": "image", "do-dont-list": "list"}


NOTHING = ChainableUndefined()


class QuickEnvironment(Environment):
    """The macros ask dicts for thousands of keys a page, most of them absent: no exception for each."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute not in ("get", "items"):
            return obj.get(attribute, NOTHING)
        return NOTHING if obj is NOTHING else super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """Jinja as the macros need it: undefined things chain, everything is escaped, templates never change."""
    made = QuickEnvironment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.policies["json.dumps_kwargs"] = {
        "separators": (",", ":")
    }  # lists in attributes, as Nunjucks has them
    return made


@cache
def macro(component: str) -> Macro:
    """The macro that draws a component, say "error-summary"."""
    folder = FOLDERS.get(component, component)
    try:
        module = environment().get_template(f"nhsuk/components/{folder}/macro.jinja").module
    except TemplateNotFound:
        raise ValueError(f"The design system has no component called {component!r}.") from None
    found: Macro = getattr(module, MACROS.get(folder) or camel(folder.replace("-", "_")))
    return found


def render(component: str, options: Mapping[str, Any], inner: SafeString | None = None) -> SafeString:
    """Draw one component. `inner` is HTML for its body, where the component has one."""
    draw = macro(component)
    params = as_params(options)
    if inner is None:
        return SafeString(draw(params))
    body = escape(inner)  # safe already: this only makes it Jinja's kind of safe
    if draw.caller:
        return SafeString(draw(params, caller=lambda: body))
    return SafeString(draw(params | {"html": body}))
