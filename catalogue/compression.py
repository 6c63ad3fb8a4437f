"""Small answers for slow lines: compressed pages, static files packed once and kept for long."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.http import parse_accept_header

SMALLEST = 700  # bytes; below, compressing costs more than it saves
LEVEL = 6
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Serve static files under an address that changes with their content, and compress pages."""
    app.url_defaults(_stamp)
    app.view_functions["static"] = _static
    app.after_request(compress)


@cache
def fingerprint(path: Path, changed_ns: int) -> str:
    """Give a short digest of a file; ``changed_ns`` makes an edited file count as another."""
    del changed_ns
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _stamp(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint != "static" or "v" in values or current_app.static_folder is None:
        return
    path = Path(current_app.static_folder, values.get("filename", ""))
    if path.is_file():
        values["v"] = fingerprint(path, path.stat().st_mtime_ns)


def _static(filename: str) -> Response:
    packed = f"{filename}.gz"
    folder = Path(current_app.static_folder or "")
    if accepts_gzip() and (folder / packed).is_file():
        response = current_app.send_static_file(packed)
        response.headers["Content-Encoding"] = "gzip"
        response.mimetype = "text/css" if filename.endswith(".css") else "text/javascript"
    else:
        response = current_app.send_static_file(filename)
    response.headers["Vary"] = "Accept-Encoding"
    if request.args.get("v"):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def accepts_gzip() -> bool:
    """Tell whether the browser unpacks gzip."""
    return parse_accept_header(request.headers.get("Accept-Encoding", "")).quality("gzip") > 0


def compress(response: Response) -> Response:
    """Compress one answer when it is text, long enough, whole, and the browser unpacks it."""
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.headers.get("Content-Encoding")
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
        or not accepts_gzip()
    ):
        return response
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
