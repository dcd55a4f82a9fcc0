"""People at their own machines: who they are, how they get in, and what arrives in their mail."""

import email
import email.policy
import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.api import Program, wait_until
from tests.browser.stack import Stack

PASSWORD = "all-of-the-christmas-cakes"
OPEN = """
from django_tenants.utils import tenant_context
from tenants import clock
from tenants.services import accept_invitation_as_new_user, create_api_key, invite_member, sign_up
from tenants.types import Actor
said, system = {{"password": {password!r}, "now": clock.now()}}, Actor.system()
organization = sign_up(email="olive@{slug}.example", person="Olive Owner", name={name!r}, slug={slug!r}, **said)
with tenant_context(organization):
    by = {{"granting_role": "owner", "actor": system, "now": clock.now()}}
    for person, role in {members!r}.items():
        address = person.split()[0].lower() + "@{slug}.example"
        invitation = invite_member(organization=organization, email=address, role=role, **by)
        accept_invitation_as_new_user(invitation=invitation, person=person, **said)
    print(create_api_key(name="Script", role="owner", **by)[1])
"""


def open_organization(stack: Stack, slug: str, name: str, members: dict[str, str]) -> Program:
    """Open an organisation of Olive Owner's with members (name to role); return a program that may look at everything."""
    key = stack.shell(OPEN.format(slug=slug, name=name, members=members, password=PASSWORD)).splitlines()[-1]
    return Program(stack, slug, key=key)


def enter(page: Page, address: str, person: str) -> None:
    """Open an address as somebody who has to say who they are first, and be there."""
    page.goto(address)
    page.fill("[name=login]", person)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(address)


def sit_down(chromium: Browser, *, is_phone: bool = False) -> BrowserContext:
    """Return somebody's browser, with nothing in it yet."""
    size = {"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 900}
    context = chromium.new_context(viewport=size, has_touch=is_phone, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    return context


def link_in_mail(stack: Stack, to: str, subject: str) -> str:
    """Wait for a mail to somebody about something; return the address that it leads to."""
    found: list[str] = []

    def has_come() -> bool:
        found[:] = [text for text in _mails(stack.folder / "mail", to) if subject in text]
        return bool(found)

    wait_until(has_come)
    return re.findall(r"http://\S+", found[-1])[-1]


def _mails(folder: Path, to: str) -> list[str]:
    """Return the mails to an address, the newest last: subject and text of each."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime)
    raw = [piece for file in files for piece in re.split(rb"\n-{79}\n", file.read_bytes()) if piece.strip()]
    read = [email.message_from_bytes(piece, policy=email.policy.default) for piece in raw]
    return [f"{mail['Subject']}\n{mail.get_content()}" for mail in read if mail["To"] == to]
