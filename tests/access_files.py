"""How people sign in, as two houses write it down: with a provider, and behind a proxy."""

CLIENT_SECRET = "-".join(["a", "secret", "of", "the", "client"])
COOKIES = "0123456789abcdef" * 2  # the secret that signs them
FILE = f"""
public = "nothing"
longest_hours = 4
idle_minutes = 10

[provider]
metadata = "https://id.example/.well-known/openid-configuration"
client_id = "kpi"
client_secret = "{CLIENT_SECRET}"
cookie_secret = "{COOKIES}"
address = "https://kpi.example/"
issuers = ["https://id.example"]

[roles]
"KPI.Member" = "member"

[roles."KPI.Place"]
role = "director"
post = "Director of  Place"
outcomes = [1, 2]
"""

PROXY = """
[proxy]
addresses = ["10.0.0.4", "10.1.0.0/28", "fd00::/64"]
who = "X-Auth-Subject"
roles = "X-Auth-Roles"
"""
