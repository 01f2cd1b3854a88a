"""What Streamlit is told of the provider, and how little it is let keep of a person.

It would keep everything the provider says in the browser's cookies, three hundred groups among it,
which are then more than a request may bring along. `claims.kept_of` says what is kept, and looks
once more at who issued it, for whom and when.
"""

import hmac
import logging
import secrets
from functools import partial
from typing import Any

from kpis.clock import utc_now
from kpis.default_paths import council
from kpis.sign_in.claims import BORNE, NotSignedIn, kept_of
from kpis.sign_in.settings import PROVIDER, Provider, SignInSettings

LONGEST_TOKEN = 4_000  # characters, of the one that tells the provider at sign-out who it was

log = logging.getLogger(__name__)


def streamlit_secrets(provider: Provider) -> dict[str, Any]:
    """As they would stand in its own file of secrets."""
    return {
        "auth": {
            "redirect_uri": provider.callback,
            "cookie_secret": own_secret(provider.cookie_secret, council()),
            PROVIDER: {
                "client_id": provider.client_id,
                "client_secret": provider.client_secret,
                "server_metadata_url": provider.metadata,
                "client_kwargs": {"scope": provider.scope, "prompt": "select_account"},
            },
        }
    }


def own_secret(secret: str, council: str) -> str:
    """What signs a council's cookies: two with the same secret do not believe each other's."""
    return hmac.digest(secret.encode(), council.encode(), "sha256").hex() if council else secret


def keep_little(settings: SignInSettings) -> None:
    """From now on, of everybody who signs in here."""
    from streamlit.web.server.starlette import starlette_auth_routes as inside

    create, set_cookies = inside._create_oauth_client, inside._set_auth_cookie

    def create_patient(provider: str) -> tuple[Any, str]:
        """Streamlit's own does not bear a clock that is five minutes off."""
        client, address = create(provider)
        leeway = int(BORNE.total_seconds())
        client.authorize_access_token = partial(client.authorize_access_token, leeway=leeway)
        return client, address

    async def set_few_cookies(response: Any, user: dict[str, Any], tokens: dict[str, Any]) -> None:
        try:
            kept = kept_of(user, settings, secrets.token_urlsafe(16), utc_now())
        except NotSignedIn as error:
            log.warning("Somebody could not be signed in: %s", error)
            return
        kept |= {name: user[name] for name in ("origin", "is_logged_in", "provider")}
        token = tokens.get("id_token", "")
        few = {"id_token": token} if 0 < len(token) <= LONGEST_TOKEN else {}
        await set_cookies(response, kept, few)

    inside._create_oauth_client = create_patient
    inside._set_auth_cookie = set_few_cookies  # type: ignore[assignment]
