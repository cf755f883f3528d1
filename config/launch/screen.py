"""What `make run` says. Short, and each sentence says what to do next."""

from contextlib import suppress
from pathlib import Path

from config.launch.places import ROOT


def say(sentence: str) -> None:
    """On the screen, if there still is one."""
    with suppress(OSError):
        print(sentence, flush=True)


def running(address: str, logs: Path, demo: bool) -> None:
    """Where it is, how to get in, how to stop it."""
    say(f"\nThe Dynamic Support Register is running:  {address}\n")
    if demo:
        say(f"  Sign in  {address}/demo/  One button makes you a coordinator, keyworker, chair,")
        say("           panel member, commissioner, family member, governance lead or administrator.")
        say("           Everybody on the register is invented.")
    else:
        say(f"  Sign in  {address}/accounts/login/")
    say(f"  Logs     {short(logs)}")
    say("  Stop     Ctrl-C\n")


def already(address: str) -> str:
    """The second `make run` in one folder."""
    return (
        f"The register already runs from this folder: {address or 'it is starting'}\nCtrl-C there stops it."
    )


def taken(port: int) -> str:
    """Another program has the port."""
    other = 8001 if port == 8000 else 8000
    return f"Port {port} is taken by another program. Stop that, or choose another: make run PORT={other}"


def died(name: str, how: str, log: Path) -> str:
    """A part ended that nobody asked to."""
    end = last_lines(log, 4)
    return f"The {name} {how}, so everything is stopped. {short(log)} says why." + (f"\n{end}" if end else "")


def not_prepared(log: Path) -> str:
    """A step before the start failed."""
    return f"The register could not be made ready:\n{last_lines(log, 6)}\nMore in {short(log)}."


def last_lines(log: Path, count: int) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").strip().splitlines()[-count:])


def short(path: Path) -> str:
    """The path as seen from the project's folder, where it lies in it."""
    return str(path.relative_to(ROOT)) if ROOT in path.parents else str(path)
