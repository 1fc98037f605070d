"""What stands between the network and the routes: whom a request is for, whence it came, and every answer's headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = frozenset({"localhost", "127.0.0.1", "::1", "[::1]", "testserver"})

POLICY = (
    "default-src 'self'; style-src 'self'; "
    "style-src-attr 'unsafe-inline'; "  # KaTeX places its pieces by style attributes
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Refuse other hosts' names (DNS rebinding) and other sites' writes (CSRF); put the headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOCAL) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or hand on with `send` wrapped."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = refusal(scope["method"], Headers(scope=scope), self.hosts)
        if refused:
            body = {"error": {"where": None, "message": refused, "hint": None}}
            await JSONResponse(body, status_code=403)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def refusal(method: str, headers: Headers, hosts: frozenset[str]) -> str | None:
    """Why this request is not answered, or None."""
    host = headers.get("host", "")
    if name_of(host) not in hosts:
        return "This server answers only to its own name. Start it with that name as a trusted host to use another."
    if method in SAFE:
        return None
    origin = headers.get("origin")
    if origin is not None and (urlsplit(origin).netloc or origin).lower() != host.lower():
        return "This request came from another site."
    if origin is None and headers.get("sec-fetch-site") not in {None, "same-origin", "none"}:
        return "This request came from another site."
    return None


def name_of(host: str) -> str:
    """`"localhost:8000"` → `"localhost"`, `"[::1]:8000"` → `"[::1]"`."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
