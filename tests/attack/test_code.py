"""What no line of the house does: start a shell, or run a text (S04)."""

import ast

import pytest

from tests.code import Module, modules

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
# One starts the servers of a laptop, the other takes over a new release of the design system.
STARTS_PROGRAMS = {"config.launch", "config.nhsuk.vendor"}


@pytest.mark.parametrize("module", modules(), ids=str)
def test_no_text_is_run_and_no_shell_is_started(module: Module) -> None:
    """S04"""
    for call in module.calls():
        name = getattr(call.func, "id", "")
        assert name not in RUNS_TEXT or module.name.startswith("config.launch"), ast.unparse(call)
        assert ast.unparse(call.func) not in SHELLS, ast.unparse(call)
        shells = [word for word in call.keywords if word.arg == "shell"]
        assert not [word for word in shells if getattr(word.value, "value", True)], ast.unparse(call)
    taken = {source for source, _ in module.imports()}
    if not any(module.name.startswith(place) for place in STARTS_PROGRAMS):
        assert not taken & {"subprocess", "pty", "commands", "code", "codeop"}, "starts programs"
