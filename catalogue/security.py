"""Headers on every answer, CSRF that never loses a text, and sessions that end politely."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

csrf = CSRFProtect()

# Fields of a posted form that are ours, not the person's.
OWN_FIELDS = frozenset({"csrf_token", "password", "new_password", "new_password_confirm"})


def init_app(app: Flask) -> None:
    """Protect every form and every answer."""
    # No time limit: a text typed for two hours must still go through. The token stays bound to
    # the session (ckan#8803, pkp-lib#2428 lost texts to a one-hour limit).
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    csrf.init_app(app)
    app.before_request(_new_nonce)
    app.after_request(set_headers)
    app.register_error_handler(CSRFError, offer_again)
    app.register_error_handler(401, ask_to_sign_in)


def _new_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def content_security_policy(nonce: str) -> str:
    """Give the policy: our own files only, no inline code, no frames."""
    return (
        "default-src 'none'; "
        f"script-src 'self' 'nonce-{nonce}'; "
        "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def set_headers(response: Response) -> Response:
    """Put the security headers on one answer; pages of signed-in people are never cached."""
    headers = response.headers
    headers["Content-Security-Policy"] = content_security_policy(g.get("csp_nonce", ""))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response


def posted_fields() -> list[tuple[str, str]]:
    """Give what the person typed in the posted form, ready to be offered again."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in OWN_FIELDS and not name.endswith("password")
    ]


def offer_again(_error: CSRFError) -> tuple[str, int] | BaseResponse:
    """Answer an expired form with the same text and a fresh token: nothing typed is lost."""
    if request.path.startswith("/api/"):
        return Response(status=400)
    if request.endpoint in {"security.login", "security.logout"}:
        return redirect(url_for("security.login"))
    # A session that is gone whole took its token along: its person must sign in first.
    view = current_app.view_functions.get(request.endpoint or "")
    wants_account = bool(getattr(view, "required_permissions", ()))
    signed_out = wants_account and not current_user.is_authenticated
    return _resubmit(signed_out=signed_out), 401 if signed_out else 400


def ask_to_sign_in(_error: object) -> tuple[str, int] | BaseResponse:
    """Send a visitor to the sign-in page; one who was typing keeps the text on the page."""
    if request.path.startswith("/api/"):
        return Response(status=401)
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return _resubmit(signed_out=True), 401


def _resubmit(*, signed_out: bool) -> str:
    return render_template(
        "components/resubmit.html",
        fields=posted_fields(),
        had_files=bool(request.files),
        action=request.full_path.rstrip("?"),
        signed_out=signed_out,
    )
