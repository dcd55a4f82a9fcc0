"""Whatever a page can do, a program can do: pages and the API call the same operations."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("tenants", "billing", "integrations", "creatives", "campaigns", "analytics", "automation")
PAGES, API = ("views", "panels", "forms"), ("api", "api_jobs", "api_saved")
PEOPLE_ONLY = {
    "tenants.accept_invitation": "a person accepts, in a browser",
    "tenants.accept_invitation_as_new_user": "a person accepts, in a browser",
    "analytics.check_share_password": "a reader without an account writes it, in a browser",
    "analytics.note_opened": "a reader without an account looks, in a browser",
    "tenants.create_organization": "on the public host, where there are no API keys",
    "tenants.sign_up": "on the public host, where there are no API keys",
    "tenants.issue_hand_over": "a browser's session moves from host to host",
    "tenants.redeem_hand_over": "a browser's session moves from host to host",
    "tenants.keep_session": "a browser's session",
}


def modules(app: str, kinds: tuple[str, ...]) -> Iterator[Path]:
    root = Path(settings.BASE_DIR) / app
    for kind in kinds:
        yield from (path for path in [root / f"{kind}.py", *(root / kind).rglob("*.py")] if path.exists())


def operations(path: Path) -> Iterator[str]:
    """Yield the functions of services that a module calls, such as campaigns.pause_campaign; errors and types are none."""
    tree = ast.parse(path.read_text())
    names = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in APPS
        for alias in node.names
        if alias.name == "services"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.islower() and (app := app_of(node.value, names)):
            yield f"{app}.{node.attr}"


def app_of(value: ast.expr, names: dict[str, str | None]) -> str | None:
    if isinstance(value, ast.Name):
        return names.get(value.id)
    is_services = isinstance(value, ast.Attribute) and value.attr == "services"
    if is_services and isinstance(value.value, ast.Name) and value.value.id in APPS:
        return value.value.id
    return None


def called(kinds: tuple[str, ...]) -> set[str]:
    return {operation for app in APPS for path in modules(app, kinds) for operation in operations(path)}


def test_pages_do_nothing_that_the_api_cannot():
    assert called(PAGES) - called(API) - PEOPLE_ONLY.keys() - READS == set()


def test_the_api_does_nothing_that_pages_cannot():
    assert called(API) - called(PAGES) - READS == set()


def test_what_is_for_people_only_is_still_done_by_pages():
    assert set(PEOPLE_ONLY) <= called(PAGES)


@pytest.mark.parametrize("line", ["services.pause_campaign()", "campaigns.services.pause_campaign()"])
def test_a_call_is_seen(line, tmp_path):
    module = tmp_path / "views.py"
    module.write_text(f"import campaigns.services\nfrom campaigns import services\n{line}\nservices.StaleDraft\n")
    assert list(operations(module)) == ["campaigns.pause_campaign"]


READS = {
    "analytics.get_warehouse",
    "analytics.preview_upload",
    "analytics.get_export",
    "analytics.list_exports",
    "analytics.check_branding",
    "analytics.find_reread",
    "campaigns.check",
    "campaigns.describe_approvals",
    "campaigns.is_half_made",
    "campaigns.is_proposer",
    "campaigns.launch_under_way",
    "campaigns.list_gaps",
    "campaigns.list_obstacles",
    "campaigns.read_draft",
    "campaigns.refuse_unless_editable",
    "campaigns.saved_by",
    "campaigns.wanted_of",
    "tenants.encode_query",
}
"""What only looks, for the shape of one door."""
