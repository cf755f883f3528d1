"""A picture for a phone's camera, as one path that a template draws."""

import qrcode


def drawn(text: str) -> dict[str, object]:
    """The squares of a QR code of `text` as an SVG path, and how many there are on a side."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"size": len(rows), "path": "".join(squares)}
