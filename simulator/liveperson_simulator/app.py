"""The addresses of all simulated services, on one Starlette application."""

from starlette.applications import Starlette
from starlette.routing import Route

from liveperson_simulator import account_config, control, domains, login, page, sentinel, shift_status
from liveperson_simulator.account_config import Resource
from liveperson_simulator.exchange import Exchange
from liveperson_simulator.state import State

SIGN_IN = (
    Resource("/api/account/{account}/service/baseURI.json", {"GET": domains.every}),
    Resource("/api/account/{account}/service/{service}/baseURI.json", {"GET": domains.one}),
    Resource("/api/account/{account}/login", {"POST": login.login}),
    Resource("/api/account/{account}/refresh", {"POST": login.refresh}),
    Resource("/api/account/{account}/logout", {"POST": login.logout}),
    Resource("/sentinel/api/account/{account}/app/token", {"POST": sentinel.token}),
    Resource("/sentinel/api/v2/account/{account}/app/token", {"POST": sentinel.token}),
    Resource("/sentinel/well-known/jwks", {"GET": sentinel.keys}),
)
SHIFT_STATUS = Resource(shift_status.PATH, {"GET": shift_status.every})


def application(state: State) -> Starlette:
    """Return the application that serves this state."""
    services = (*SIGN_IN, *account_config.resources(), SHIFT_STATUS, Resource("/{path:path}", {}))
    return Starlette(
        routes=[
            *page.routes(state),
            *control.routes(state),
            *(Route(resource.path, Exchange(state, resource)) for resource in services),
        ]
    )
