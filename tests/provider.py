"""A provider of identities on this machine, for tests: OpenID Connect as it is written down.

It stands on the standard library and a library of tokens alone, so it shares nothing with what
signs people in on the dashboard's side, and it can be made to say anything a provider should not.
"""

import base64
import contextlib
import html
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "kpi", "a-client-secret-of-tests"


@dataclass
class Provider:
    """people: by subject, their claims. said: claims put over all others in every token.

    ahead: seconds by which its clock is ahead.
    """

    address: str
    people: dict[str, dict[str, Any]]
    said: dict[str, Any] = field(default_factory=dict)
    ahead: float = 0.0
    signed_out: list[dict[str, str]] = field(default_factory=list)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"

    def says_of_itself(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False)]}

    def code(self, subject: str, asked: dict[str, str]) -> str:
        code = base64.urlsafe_b64encode(f"{subject} {len(self._codes)}".encode()).decode()
        self._codes[code] = {**asked, "sub": subject}
        return code

    def tokens(self, given: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """None where the client or the code is not right."""
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._codes.pop(given.get("code", ""), None)
        if asked is None or authorization != f"Basic {wanted}" or "code_verifier" not in given:
            return None
        now = int(time.time() + self.ahead)
        claims = {
            "iss": self.address,
            "sub": asked["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.people[asked["sub"]],
            **self.said,
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return {"access_token": "none", "token_type": "Bearer", "id_token": token}


@contextlib.contextmanager
def provider(**people: dict[str, Any]) -> Iterator[Provider]:
    """A provider that knows these people; whoever comes chooses which of them to be."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    known = Provider(f"http://127.0.0.1:{server.server_port}", people)
    server.provider = known  # type: ignore[attr-defined]
    answering = threading.Thread(target=server.serve_forever, args=(0.05,))
    answering.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        answering.join()


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known: Provider = self.server.provider  # type: ignore[attr-defined]
        read = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(read.query).items()}
        if read.path == "/.well-known/openid-configuration":
            self._json(known.says_of_itself())
        elif read.path == "/keys":
            self._json(known.keys())
        elif read.path == "/authorize" and "as" in asked:
            back = {"code": known.code(asked.pop("as"), asked), "state": asked["state"]}
            self._lead_to(f"{asked['redirect_uri']}?{urlencode(back)}")
        elif read.path == "/authorize":
            assert asked["client_id"] == CLIENT
            assert asked["response_type"] == "code"
            links = (
                f'<p><a href="{html.escape(f"{self.path}&as={each}")}">{each}</a></p>'
                for each in known.people
            )
            self._send("text/html", "".join(links).encode())
        elif read.path == "/end":
            known.signed_out.append(asked)
            self._lead_to(asked["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        known: Provider = self.server.provider  # type: ignore[attr-defined]
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(sent).items()}
        tokens = known.tokens(given, self.headers.get("Authorization", ""))
        if tokens is None:
            self._send("application/json", b'{"error": "invalid_grant"}', 400)
        else:
            self._json(tokens)

    def log_message(self, *_told: Any) -> None:
        pass

    def _json(self, document: dict[str, Any]) -> None:
        self._send("application/json", json.dumps(document).encode())

    def _lead_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, kind: str, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
