"""The words in which PostgreSQL works out fingerprints: the same for sealing and for verifying.

Every value is taken as text in a JSON list, so that no two different rows read alike.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

# However a session is set, a value reads the same.
SETTLE = """
SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1; SET LOCAL intervalstyle = 'postgres';
"""
# The fingerprint of one sealed row: where it belongs, which columns, and what was in them.
LINE = """
sha256(convert_to(s."table" || E'\\n' || s."row" || E'\\n' || array_to_json(h.structural)::text || E'\\n'
    || array_to_json(h.personal)::text || E'\\n', 'UTF8') || s.structural || s.personal)
"""
BODIES = f"""
SELECT s.seal_id, count(*), encode(sha256(string_agg({LINE}, ''::bytea ORDER BY s.position)), 'hex')
FROM accounts_sealedrow s JOIN accounts_sealedshape h ON h.id = s.shape_id
WHERE s.seal_id BETWEEN %s AND %s GROUP BY s.seal_id ORDER BY s.seal_id
"""


def quoted(name: str) -> str:
    """A name of a table or column, as PostgreSQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def as_bytes(columns: Iterable[str]) -> str:
    """The values of these columns of the row `t`, unmistakably, as bytes."""
    values = ", ".join(f"t.{quoted(column)}::text" for column in columns)
    return f"convert_to(array_to_json(ARRAY[{values}]::text[])::text, 'UTF8')"


def are_blank(columns: Iterable[str]) -> str:
    """Whether nothing is left in these columns of the row `t`."""
    tests = [f"coalesce(t.{quoted(c)}::text, '') IN ('', '{{}}', '0001-01-01')" for c in columns]
    return " AND ".join(tests) or "true"


def hash_of(*, previous: str, number: int, at: datetime, rows: int, body: str) -> str:
    """The hash of a seal: everything before it, its own place and time, and its rows in their order."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(f"{previous}\n{number}\n{moment}\n{rows}\n{body}".encode()).hexdigest()
