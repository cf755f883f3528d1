"""Starts everything the register needs on one machine, and stops it again.

    make run  →  bootstrap.py (any Python)  →  .venv  →  python -m config.launch run
    make test →  bootstrap.py               →  .venv  →  python -m config.launch test

`postgres.py` and `valkey.py` know one server each; `supervisor.py` watches over all parts.
"""
