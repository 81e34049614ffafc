"""An independent stand-in for the LivePerson REST API, written from LivePerson's published documentation.

Simulated: the Domain API; Login Service (login, refresh, logout); Sentinel's client credentials grant with
its JWKS; OAuth 1.0a API keys; special occasions, workdays, agent status reasons and skills of the account
configuration, with revisions, conditional requests, bulk forms and soft deletion.

Not simulated: the authorization code grant, users, profiles, campaigns, conversations, the effect of
opening hours on consumers, quotas (there are none published), and the servers' timing.

Where the documentation is silent or contradicts itself, the behaviour is a knob (see `knobs`);
`docs/simulator.md` says for each rule where it comes from and how sure it is. Nothing here imports the
provider: a misreading of the API must not agree with itself.
"""

VERSION = "1.0.0"
