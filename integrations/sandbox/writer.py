"""A model that speaks OpenAI's protocol (chat completions with a JSON schema), for summaries of reports.

It writes sentences from the facts in the question. Told to, it lies, dawdles, answers garbage or breaks; `/control/ai` says how
and shows what it was asked. Neither a platform nor a part of the world's file: what it was told is gone with the process.
"""

import asyncio
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

MODES = ("honest", "lying", "slow", "garbage", "broken")
MODEL = "sandbox-writer"


@dataclass(slots=True)
class Writer:
    """How it behaves, for how long it waits when it is slow, and what it was asked."""

    mode: str = "honest"
    seconds: float = 5.0
    asked: list[dict[str, Any]] = field(default_factory=list)


_writer = Writer()


def routes() -> list[Route]:
    return [
        Route("/ai/v1/chat/completions", complete, methods=["POST"]),
        Route("/control/ai", lambda request: JSONResponse(asdict(_writer)), methods=["GET"]),
        Route("/control/ai", steer, methods=["POST"]),
    ]


async def steer(request: Request) -> Response:
    """Say how to behave from now on; forgets what was asked."""
    body = json.loads(await request.body() or b"{}")
    if body.get("mode", "honest") not in MODES:
        return JSONResponse({"error": f"mode is one of {', '.join(MODES)}"}, 400)
    _writer.mode, _writer.seconds = body.get("mode", "honest"), float(body.get("seconds", 5.0))
    _writer.asked.clear()
    return JSONResponse(asdict(_writer))


async def complete(request: Request) -> Response:
    """Answer a chat completion, as the mode says."""
    body = json.loads(await request.body())
    _writer.asked.append(body)
    if _writer.mode == "broken":
        return JSONResponse({"error": {"message": "The server had an error.", "type": "server_error"}}, 500)
    if _writer.mode == "slow":
        await asyncio.sleep(_writer.seconds)
    return JSONResponse(_completion(body.get("model", MODEL), _content(body)))


def _content(body: dict[str, Any]) -> str:
    if _writer.mode == "garbage":
        return "I am afraid I cannot help with that { sentences"
    if body.get("response_format", {}).get("type") != "json_schema":
        return "This model answers where a JSON schema is given."
    facts = json.loads(next(each["content"] for each in reversed(body["messages"]) if each["role"] == "user"))
    sentences = [_sentence(fact) for fact in facts[:5]]
    if _writer.mode == "lying":
        sentences = [_lie(each) for each in sentences]
    return json.dumps({"sentences": sentences})


def _sentence(fact: dict[str, str]) -> dict[str, Any]:
    of = f" of {fact['row']}" if "row" in fact else ""
    than = f", after {fact['before']} before" if "before" in fact else ""
    return {"text": f"{fact['label']}{of}: {fact['text']}{than}.", "numbers": [fact["key"]]}


def _lie(sentence: dict[str, Any]) -> dict[str, Any]:
    return {**sentence, "text": f"{sentence['text']} That is 37% better than everybody else."}


def _completion(model: str, content: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
