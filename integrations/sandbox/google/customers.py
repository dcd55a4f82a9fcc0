"""Customers and managers as Google shows them, and which of them somebody reaches."""

from typing import Any

from ..store import Thing
from .call import Call, begin_without_customer
from .protos import message_class


def show_customer(customer: Thing | None) -> dict[str, Any]:
    assert customer is not None
    data = customer.data
    return {
        "resource_name": f"customers/{customer.id}", "id": customer.id, "descriptive_name": data["name"],
        "currency_code": data["currency"], "time_zone": data["timezone_name"], "status": data["status"],
        "manager": customer.kind != "account", "test_account": False, "auto_tagging_enabled": True,
        "has_partners_badge": False,
    }  # fmt: skip


def list_clients(call: Call) -> list[dict[str, Any]]:
    """Return the customer itself at level 0 and, below a manager, its clients at level 1."""
    assert call.customer is not None
    own = call.customer.id
    clients = [
        account for account in call.store.list("account")
        if account.data["platform"] == "google" and account.data["_manager"] == own
    ]  # fmt: skip
    return [_client(own, customer, level) for customer, level in [(call.customer, 0), *((c, 1) for c in clients)]]


def _client(own: str, customer: Thing, level: int) -> dict[str, Any]:
    data = customer.data
    return {
        "resource_name": f"customers/{own}/customerClients/{customer.id}", "client_customer": f"customers/{customer.id}",
        "id": customer.id, "level": level, "hidden": False, "manager": customer.kind != "account",
        "descriptive_name": data["name"], "currency_code": data["currency"], "time_zone": data["timezone_name"],
        "status": data["status"], "test_account": False,
    }  # fmt: skip


def list_accessible(call: Call, request: Any) -> Any:
    """Return the customers that the person reaches directly, without login-customer-id: managers, and some customers."""
    begin_without_customer(call)
    person = call.person.id if call.person else ""
    things = [*call.store.list("google.manager"), *call.store.list("account")]
    names = [f"customers/{thing.id}" for thing in things if person in thing.data.get("_direct", ())]
    return message_class("services.ListAccessibleCustomersResponse")(resource_names=names)


def list_billing(call: Call) -> list[dict[str, Any]]:
    """Return how the customer pays; the control API can set `billing` to something else, or to nothing."""
    assert call.customer is not None
    state = call.customer.data.get("billing", "")
    if not state:
        return []
    own = call.customer.id
    return [{"resource_name": f"customers/{own}/billingSetups/{own}", "id": own, "status": state}]
