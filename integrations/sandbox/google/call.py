"""One gRPC call: who asks, for which customer, what it made. Every check that comes before the work is here."""

from dataclasses import dataclass, field

from ..store import Store, Thing
from ..world import World
from . import quota, tokens
from .errors import Failure, Problem

_DENIED = (
    "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's"
    " customer id must be set in the 'login-customer-id' header. See"
    " https://developers.google.com/google-ads/api/docs/concepts/call-structure#cid"
)


@dataclass(slots=True)
class Call:
    """`customer` is the account (or the manager) that is asked for; `made` holds (kind, id, name) of what was made."""

    world: World
    path: str
    metadata: dict[str, str]
    request_id: str
    person: Thing | None = None
    customer: Thing | None = None
    made: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.world.store

    @property
    def now(self) -> float:
        return self.world.now()

    @property
    def account(self) -> Thing:
        """The customer, where a manager will not do."""
        if self.customer is None or self.customer.kind != "account":
            code = "CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT"
            raise Failure([Problem("request_error", code, "This operation can't be executed by a manager account.")])
        return self.customer


def begin(call: Call, customer_id: str, *, operations: int, writes: bool = False) -> None:
    """Check the token, the way to the customer and the quota, and settle the market up to now."""
    call.person = tokens.authenticate(call.world, call.metadata.get("authorization", ""))
    call.customer = _reach(call, customer_id)
    _check_standing(call.customer, writes=writes)
    _check_project(call)
    quota.take(call.world, operations)
    if call.customer.kind == "account":
        call.world.settle(call.customer)


def begin_without_customer(call: Call) -> None:
    call.person = tokens.authenticate(call.world, call.metadata.get("authorization", ""))
    quota.take(call.world, 1)


def _reach(call: Call, customer_id: str) -> Thing:
    if not customer_id.isdigit():
        raise Failure([Problem("request_error", "INVALID_CUSTOMER_ID", f"Invalid customer ID '{customer_id}'.")])
    login = call.metadata.get("login-customer-id", "") or customer_id
    if not login.isdigit():
        raise Failure([Problem("header_error", "INVALID_LOGIN_CUSTOMER_ID", "The login customer ID is not valid.")])
    customer, door = (call.store.get(number, "account", "google.manager") for number in (customer_id, login))
    person = call.person.id if call.person else ""
    if customer is None or door is None or "google" not in (customer.kind[:6], customer.data.get("platform")):
        raise _denied()
    if person not in door.data.get("_direct", ()) or door.id not in (customer_id, customer.data.get("_manager")):
        raise _denied()
    return customer


def _check_standing(customer: Thing, *, writes: bool) -> None:
    if customer.data["status"] in ("CANCELED", "CLOSED"):
        words = "The customer account can't be accessed because it is not yet enabled or has been deactivated."
        raise Failure([Problem("authorization_error", "CUSTOMER_NOT_ENABLED", words)])
    if writes and customer.data["status"] == "SUSPENDED":
        words = "This action isn't permitted for suspended accounts."
        raise Failure([Problem("authorization_error", "ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT", words)])


def _check_project(call: Call) -> None:
    """A Cloud project with test access reaches test accounts only, and nobody's here is one."""
    if call.world.config.tiers["google"] == "test":
        words = "The Cloud project is only approved for use with test accounts."
        raise Failure([Problem("authorization_error", "CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", words)])


def _denied() -> Failure:
    return Failure([Problem("authorization_error", "USER_PERMISSION_DENIED", _DENIED)])
