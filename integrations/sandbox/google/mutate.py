"""Mutates: all or nothing, in the order given, with temporary ids; every operation's errors are told at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..store import Thing
from . import changes, masks
from .ads import update_ad
from .batch import Batch, Handler
from .call import Call
from .closing import close
from .declarations import check_declared
from .errors import Element, Failure, Problem, Unimplemented
from .handlers import HANDLERS
from .protos import to_dict

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its resource, what it does, the resource given (or the name, to remove), and where it stands."""

    kind: str
    verb: str
    given: Any
    paths: list[str]
    place: tuple[Element, ...]


class _RollBack(Exception):
    pass


def run(
    call: Call, operations: Sequence[Operation], *, validate_only: bool, partial: bool
) -> tuple[list[Thing | None], list[Problem]]:
    """Do the operations; returns what each made or changed, and (with `partial` only) the errors of those that failed.

    Raises Failure with every error otherwise, and then nothing is done.
    """
    if not operations:
        raise Failure([Problem("request_error", "OPERATION_REQUIRED", "At least one operation must be provided.")])
    if len(operations) > _MOST:
        raise Failure([Problem("request_error", "TOO_MANY_MUTATE_OPERATIONS", f"At most {_MOST} operations.")])
    batch = Batch(call)
    things: list[Thing | None] = []
    problems = check_declared(call, operations)
    try:
        with call.store.transaction():
            if not problems:
                things, problems = _run_all(batch, operations)
            if validate_only or (problems and not partial):
                raise _RollBack
    except _RollBack:
        call.made.clear()
    if problems and not partial:
        raise Failure(problems)
    return things, problems


def _run_all(batch: Batch, operations: Sequence[Operation]) -> tuple[list[Thing | None], list[Problem]]:
    things: list[Thing | None] = []
    problems: list[Problem] = []
    for operation in operations:
        try:
            with batch.call.store.transaction():
                things.append(_run_one(batch, operation))
        except Problem as problem:
            problems.append(problem.below(*operation.place))
            batch.failed |= {batch.temporary_id} - {""}
            things.append(None)
    return things, problems + close(batch)


def _run_one(batch: Batch, operation: Operation) -> Thing:
    batch.place, batch.temporary_id = operation.place, ""
    if operation.kind == "ad":
        ad = update_ad(batch, batch.real(to_dict(operation.given)), operation.paths)
        changes.note(batch, operation, ad)
        return ad
    handler = HANDLERS.get(operation.kind)
    if handler is None or getattr(handler, operation.verb) is None:
        raise Unimplemented(f"The sandbox does not {operation.verb} {operation.kind}.")
    run_it = {"create": _create, "update": _update, "remove": _remove}[operation.verb]
    thing = run_it(batch, handler, operation)
    batch.touched.append((thing, operation.place))
    changes.note(batch, operation, thing)
    return thing


def _create(batch: Batch, handler: Handler, operation: Operation) -> Thing:
    data = to_dict(operation.given)
    name = data.pop("resource_name", "")
    number = name.rpartition("/")[2].split("~")[-1]
    batch.temporary_id = number if number.startswith("-") else ""
    if data.pop("id", None):
        words = "The id can't be set when creating."
        raise Problem("new_resource_creation_error", "CANNOT_SET_ID_FOR_CREATE", words, ("create", "id"))
    if batch.temporary_id in batch.temporary:
        words = "Temporary IDs must be unique over all types of a request."
        raise Problem("new_resource_creation_error", "DUPLICATE_TEMP_IDS", words, ("create", "resource_name"), name)
    assert handler.create is not None
    thing = handler.create(batch, batch.real(data))
    if batch.temporary_id:
        batch.temporary[batch.temporary_id] = thing.id.split("~")[-1]
    return thing


def _update(batch: Batch, handler: Handler, operation: Operation) -> Thing:
    data = batch.real(to_dict(operation.given))
    thing = batch.find(data.get("resource_name", ""), "update", "resource_name", kind=operation.kind)
    if thing.data.get("status") == "REMOVED":
        code = "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE"
        raise Problem("context_error", code, "The operation is not allowed for removed resources.", ("update",))
    before = dict(thing.data)
    thing.data = masks.apply(handler, operation.given.DESCRIPTOR, thing.data, data, operation.paths)
    assert handler.update is not None
    handler.update(batch, thing, before, operation.paths)
    batch.keep(thing)
    return thing


def _remove(batch: Batch, handler: Handler, operation: Operation) -> Thing:
    thing = batch.find(batch.real(operation.given), "remove", kind=operation.kind)
    assert handler.remove is not None
    handler.remove(batch, thing)
    return thing


def read(operation: Any, kind: str, place: tuple[Element, ...]) -> Operation:
    """Read a `…Operation` message."""
    verb = operation.WhichOneof("operation")
    if verb is None:
        raise Failure([Problem("request_error", "OPERATION_REQUIRED", "An operation must be provided.", place)])
    has_mask = "update_mask" in operation.DESCRIPTOR.fields_by_name
    paths = list(operation.update_mask.paths) if verb == "update" and has_mask else []
    return Operation(kind, verb, getattr(operation, verb), paths, place)
