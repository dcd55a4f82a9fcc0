"""The main job through the API alone, with a key."""

import io
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from tests.browser.api import Program, wait_until
from tests.browser.stack import Stack


def test_a_program_connects_launches_reads_pauses_and_undoes(stack: Stack):
    program = Program(stack, "acme")
    account = connect(stack, program)
    campaign = launch(program, account)
    wait_for_numbers(stack, program, campaign)
    pause_and_undo(program, campaign)


def connect(stack: Stack, program: Program, person: str = "new", platform: str = "meta") -> dict:
    """Connect one of the sandbox's platforms as a person; return the first ad account."""
    departure = program.call("POST", "/connections", json={"platform": platform}, status=201)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(departure["authorize_url"]).query).items()}
    back = parse_qs(urlsplit(stack.sandbox.grant(person, platform=platform, **asked)).query)
    code = (back.get("code") or back["auth_code"])[0]
    finish = {"platform": platform, "code": code, "state": back["state"][0]}
    connection = program.call("POST", "/connections/finish", json=finish)
    offered = [account["external_id"] for account in connection["offered"]]
    choice = {"external_ids": offered[:1]}
    return program.call("POST", f"/connections/{connection['id']}/ad-accounts", json=choice, status=201)[0]


def draft(program: Program, account: dict, name: str = "Autumn check-ups") -> dict:
    """Upload a picture and make a draft with it."""
    picture = io.BytesIO()
    Image.new("RGB", (1080, 1080), "#38686a").save(picture, "PNG")
    files = {"file": ("bike.png", picture.getvalue(), "image/png")}
    asset = program.call("POST", "/assets", files=files, status=201)
    body = {
        "name": name,
        "purpose": "sales",
        "ad_account": account["id"],
        "daily_budget_minor": 2500,
        "countries": ["IE"],
        "link": "https://wheels.example/check-up",
        "primary_text": "Brakes, gears, lights: ready for the dark months in one afternoon.",
        "headline": "Ready for winter",
        "asset": asset["id"],
    }
    return program.call("POST", "/campaigns", json=body, status=201)


def launch(program: Program, account: dict) -> dict:
    """Make a draft, look at what would be made, launch it, and follow the launch to its end."""
    campaign = draft(program, account)
    preview = program.call("GET", f"/campaigns/{campaign['id']}/preview")
    assert preview["is_ready"], preview
    change_set = program.call("POST", f"/campaigns/{campaign['id']}/launch", status=202)
    assert {change["state"] for change in program.finish(change_set)["changes"]} == {"applied"}
    return program.call("GET", f"/campaigns/{campaign['id']}")


def wait_for_numbers(stack: Stack, program: Program, campaign: dict) -> None:
    """Let some hours pass and wait for the sync to bring the first spend."""
    stack.sandbox.advance(hours=6)

    def spent() -> bool:
        rows = program.call("GET", f"/campaigns/{campaign['id']}/metrics?period=today")["items"]
        return sum(row["metrics"]["spend_micros"] or 0 for row in rows) > 0

    wait_until(spent)


def pause_and_undo(program: Program, campaign: dict) -> None:
    """Pause with a reason, find that in the list of changes, and undo it."""
    paused = program.call("POST", f"/campaigns/{campaign['id']}/pause", json={"reason": "Too many orders"}, status=202)
    program.finish(paused)
    assert program.call("GET", f"/campaigns/{campaign['id']}")["status"] == "paused"
    newest = program.call("GET", f"/changes?campaign={campaign['id']}")["items"][0]
    assert (newest["reason"], newest["actor"], newest["actor_kind"]) == ("Too many orders", "Script", "api_key")
    program.finish(program.call("POST", f"/changes/{newest['id']}/undo", status=202))
    assert program.call("GET", f"/campaigns/{campaign['id']}")["status"] == "active"
