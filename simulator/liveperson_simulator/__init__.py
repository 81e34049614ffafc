"""An independent simulator of the LivePerson REST API, written from LivePerson's published documentation.

Simulated: the Domain API; Login Service (login, refresh, logout); Sentinel's client credentials grant with
its JWKS; OAuth 1.0a API keys; special occasions, workdays, agent status reasons and skills of the account
configuration, with revisions, conditional requests, bulk forms and soft deletion.

Not simulated: the authorization code grant, users, profiles, campaigns, conversations, the effect of
opening hours on consumers, quotas (none are published), and the timing of the servers.

If the documentation says nothing or contradicts itself, a knob selects the behaviour (see `knobs`).
`docs/simulator.md` states the source and the certainty of each rule. Nothing here imports the provider, so a
misunderstanding of the API in the provider is not repeated here.
"""

VERSION = "1.0.0"
