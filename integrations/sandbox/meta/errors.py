"""Graph errors in Meta's own shape. Subcodes that could not be checked against Meta's pages say so beside them."""

import hashlib
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class GraphError(Exception):
    """An error body and the HTTP status it travels with. `blame` names the offending fields."""

    message: str
    code: int = 100
    subcode: int = 0
    http: int = 400
    type: str = "OAuthException"
    title: str = ""
    user_message: str = ""
    blame: tuple[str, ...] = ()
    transient: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def body(self, trace: str = "") -> dict[str, Any]:
        error: dict[str, Any] = {"message": self.message, "type": self.type, "code": self.code}
        if self.blame:
            error["error_data"] = {"blame_field_specs": [[name] for name in self.blame]}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.subcode or self.title:
            error["is_transient"] = self.transient
        if self.title:
            error["error_user_title"] = self.title
            error["error_user_msg"] = self.user_message
        error["fbtrace_id"] = trace or make_trace(self.message)
        return {"error": error}


def make_trace(text: str) -> str:
    return "A" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()[:22]


def missing(name: str) -> GraphError:
    return GraphError(f"(#100) The parameter {name} is required", blame=(name,))


def not_one_of(name: str, allowed: list[str]) -> GraphError:
    return GraphError(f"(#100) Param {name} must be one of {{{', '.join(allowed)}}}", blame=(name,))


def wrong_type(name: str, kind: str) -> GraphError:
    return GraphError(f"(#100) Param {name} must be {kind}", blame=(name,))


def refused(title: str, message: str, *blame: str, subcode: int = 0) -> GraphError:
    """Return the common refusal: "Invalid parameter" with words for the person who runs the ads."""
    return GraphError("Invalid parameter", 100, subcode, title=title, user_message=message, blame=blame)


def no_such(thing_id: str, method: str = "get") -> GraphError:
    return GraphError(
        f"Unsupported {method.lower()} request. Object with ID '{thing_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        100, 33, type="GraphMethodException",
    )  # fmt: skip


def dead_token(message: str, subcode: int) -> GraphError:
    return GraphError(
        message, 190, subcode,
        headers={"WWW-Authenticate": f'OAuth "Facebook Platform" "invalid_token" "{message}"'},
    )  # fmt: skip


def not_granted(message: str, code: int = 200) -> GraphError:
    return GraphError(f"(#{code}) {message}", code, http=403)


def unknown_path(method: str, path: str) -> GraphError:
    return GraphError(f"Unknown path components: /{path}", 2500, type="OAuthException")


THROTTLE_WORDS = {
    4: "(#4) Application request limit reached",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    80000: "(#80000) There have been too many calls from this ad-account. Please wait a bit and try again. For more info,"
    " please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#ads-insights.",
    80004: "(#80004) There have been too many calls to this ad-account. Wait a bit and try again. For more info, please"
    " refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#ads-management.",
}
_THROTTLE_SUBCODES = {4: 1504022, 17: 2446079, 613: 1487742, 80000: 2446079, 80004: 2446079}


def unknown() -> GraphError:
    """Return Meta's shrug, which it also gives to parameters of an unexpected shape."""
    return GraphError("An unknown error occurred", 1, http=500)


def throttled(code: int = 80004) -> GraphError:
    """Return a rate-limit error. Meta says HTTP 400 and, misleadingly, is_transient false for most of them."""
    return GraphError(
        THROTTLE_WORDS.get(code, f"(#{code}) Too many calls"), code, _THROTTLE_SUBCODES.get(code, 0),
        title="Ad Account Has Too Many API Calls" if code >= 80000 else "Too many calls",
        user_message="There have been too many calls. Wait a bit and try again.",
        http=403 if code == 4 else 400,
    )  # fmt: skip
