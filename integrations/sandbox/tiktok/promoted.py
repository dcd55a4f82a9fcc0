"""What an ad group promotes and counts: a pixel's event, a form inside TikTok, an app; and its attribution windows."""

from typing import Any

from . import errors
from .assets import find_owned
from .call import Call
from .words import EVENTS, WINDOWS

_WITHOUT_PIXEL = ("CLICK", "TRAFFIC_LANDING_PAGE_VIEW")
_WITH_PIXEL = ("CONVERT", "VALUE")


def read_promoted(call: Call, objective: str, goal: str) -> dict[str, Any]:
    fields = call.fields
    if objective == "APP_PROMOTION" or fields.text("promotion_type") in ("APP_ANDROID", "APP_IOS"):
        return _read_app(call)
    data: dict[str, Any] = {}
    if objective == "LEAD_GENERATION":
        data["promotion_target_type"] = fields.require_choice(
            "promotion_target_type", ("INSTANT_PAGE", "EXTERNAL_WEBSITE")
        )
        if (goal == "LEAD_GENERATION") != (data["promotion_target_type"] == "INSTANT_PAGE"):
            words = "LEAD_GENERATION goes with INSTANT_PAGE, the other goals with EXTERNAL_WEBSITE."
            raise errors.wrong("optimization_goal", words)
    return data | _read_pixel(call, goal)


def _read_app(call: Call) -> dict[str, Any]:
    app = find_owned(call, "app", "app_id", call.fields.require("app_id"))
    kind = call.fields.require_choice("promotion_type", ("APP_ANDROID", "APP_IOS"))
    if kind != f"APP_{app.data['platform']}":
        raise errors.wrong("promotion_type", f"The app is for {app.data['platform']}.")
    if call.fields.has("pixel_id"):
        raise errors.not_with("pixel_id", "with an app")
    return {"app_id": app.id}


def _read_pixel(call: Call, goal: str) -> dict[str, Any]:
    fields = call.fields
    if goal in _WITH_PIXEL:
        pixel = find_owned(call, "pixel", "pixel_id", fields.require("pixel_id"))
        event = fields.require_choice("optimization_event", EVENTS)
        if event not in {one["optimization_event"] for one in pixel.data["events"]}:
            raise errors.wrong("optimization_event", f"The pixel does not count {event}.")
        return {"pixel_id": pixel.id, "optimization_event": event}
    if fields.has("pixel_id"):
        if goal in _WITHOUT_PIXEL:
            raise errors.not_with("pixel_id", f"with optimization_goal {goal}")
        return {"pixel_id": find_owned(call, "pixel", "pixel_id", fields.text("pixel_id")).id}
    return {}


def read_windows(call: Call) -> dict[str, Any]:
    """Read the attribution windows: seven days for clicks and one for views unless told otherwise; fixed for ever."""
    fields = call.fields
    return {
        "click_attribution_window": fields.choice("click_attribution_window", WINDOWS, "SEVEN_DAYS"),
        "view_attribution_window": fields.choice("view_attribution_window", WINDOWS[:3], "ONE_DAY"),
    }
