"""What a right answer to wrong input looks like."""

import html
import re

from django.test import Client

FAULTS = range(500, 600)


def is_problem(answer, status: int, field: str | None = None) -> None:
    """Check that an answer is a problem document (RFC 9457) with this status that names the field."""
    assert answer.status_code == status, answer.content[:500]
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    if field is not None:
        named = {error["field"]: error["message"] for error in document["errors"]}
        assert field in named, named
        assert named[field].strip()


def is_beside(answer, field: str) -> None:
    """Check that a page was shown again (422) with an error beside this field."""
    page = answer.content.decode()
    assert answer.status_code == 422, page[:500]
    assert f'id="id_{field}_error"' in page


def is_told(answer, field: str) -> None:
    """Check that a page of the builder shows an error beside this field: it was not kept (422), or is kept as a gap."""
    page = answer.content.decode()
    assert answer.status_code in (200, 422), page[:500]
    assert f'id="id_{field}_error"' in page, re.findall(r'id="id_(\w+)_error"', page)


def shows(answer, *texts: str) -> None:
    """Check that a page holds these texts, escaped."""
    page = answer.content.decode()
    for text in texts:
        assert html.escape(text) in page, text


def is_chosen(answer, value: object) -> None:
    """Check that a page has this value ticked."""
    assert re.search(rf'value="{value}"\s+checked', answer.content.decode())


def send(client: Client, method: str, path: str, body=None, **options):
    """Send JSON."""
    content_type = options.pop("content_type", "application/json")
    return client.generic(method, f"/api/v1{path}", body, content_type=content_type, **options)
