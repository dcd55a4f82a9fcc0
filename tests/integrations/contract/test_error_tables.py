"""The adapters' own tables of errors are whole: everything that the platforms' pages list is in them, with its kind.

Each list is transcribed from the platforms' documentation of errors. The tables themselves are tried with real bodies in
`tests/integrations/{google,meta,tiktok}/test_errors.py`.
"""

import pytest

from integrations import errors
from tests.integrations.google import test_errors as google
from tests.integrations.meta import test_errors as meta
from tests.integrations.tiktok import test_errors as tiktok

ANY = None
GOOGLE = {
    errors.RateLimited: (
        "quota_error.RESOURCE_EXHAUSTED", "quota_error.RESOURCE_TEMPORARILY_EXHAUSTED", "quota_error.EXCESSIVE_",
    ),
    errors.AuthExpired: tuple(f"authentication_error.OAUTH_TOKEN_{w}" for w in ("INVALID", "EXPIRED", "REVOKED", "DISABLED")),
    errors.PermissionDenied: (
        "authorization_error.USER_PERMISSION_DENIED", "authorization_error.CUSTOMER_NOT_ENABLED",
        "authorization_error.ACTION_NOT_PERMITTED", "authorization_error.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION",
        "authentication_error.NOT_ADS_USER", "authentication_error.TWO_STEP_VERIFICATION_NOT_ENROLLED", "not_allowlisted_error.",
    ),
    errors.InvalidRequest: (
        "field_error.", "string_length_error.", "request_error.", "query_error.", "campaign_budget_error.", "policy_finding_error.",
        "resource_count_limit_exceeded_error.",
    ),
    errors.ObjectNotFound: (
        "mutate_error.RESOURCE_NOT_FOUND", "request_error.RESOURCE_NOT_FOUND", "id_error.NOT_FOUND",
        "authentication_error.CUSTOMER_NOT_FOUND",
    ),
    errors.DuplicateObject: (
        "campaign_error.DUPLICATE_CAMPAIGN_NAME", "ad_group_error.DUPLICATE_ADGROUP_NAME",
        "campaign_budget_error.DUPLICATE_NAME", "mutate_error.RESOURCE_ALREADY_EXISTS", "asset_error.DUPLICATE_ASSET",
    ),
    errors.Temporary: (
        "internal_error.INTERNAL_ERROR", "internal_error.TRANSIENT_ERROR", "internal_error.DEADLINE_EXCEEDED",
        "database_error.CONCURRENT_MODIFICATION",
    ),
}  # fmt: skip
META = {
    errors.RateLimited: (
        (4, 1504022), (4, 1504039), (17, 2446079), (32, ANY), (341, ANY), (613, 1487742), (613, 1996), (613, 5044001),
        *((code, ANY) for code in (*range(80000, 80007), 80008, 80009, 80014)),
    ),
    errors.AuthExpired: ((102, ANY), *((190, subcode) for subcode in (458, 459, 460, 463, 464, 467))),
    errors.PermissionDenied: ((3, ANY), (10, ANY), (200, ANY), (299, ANY), (190, 492), (368, ANY)),
    errors.InvalidRequest: ((100, 1885272), (100, 1815430)),
    errors.ObjectNotFound: ((100, 33),),
    errors.DuplicateObject: ((506, ANY),),
    errors.Temporary: ((1, ANY), (2, ANY), (100, 1504018), (100, 1487534), (2, 1504038), (ANY, 1504043), (ANY, 2490547)),
}  # fmt: skip
TIKTOK = {
    errors.RateLimited: (40100, 40016, 40132, 40133, 61000),
    errors.AuthExpired: (40102, 40103, 40104, 40105, 40107, 40110, 40114, 40115),
    errors.PermissionDenied: (
        40001, 40003, 40101, 40106, 40113, *range(40117, 40120), 40124, 40125, 40130, 40131, 40301, 41000,
    ),
    errors.InvalidRequest: (
        40000, 40002, 40006, 40011, 40053, 40061, 40062, 40502, 40700, 40900, 40200, 41001, 41002,
    ),
    errors.ObjectNotFound: (40007, 40300),
    errors.DuplicateObject: (40050, 40052, 40911),
    errors.NotReadyYet: (40901,),
    errors.Temporary: (40201, 40202, 40902, 40903, 40913, 50000, 50002, 51000, 52999, 53999, 60001),
}  # fmt: skip


def flat(table: dict) -> list[tuple]:
    return [(kind, code) for kind, codes in table.items() for code in codes]


@pytest.mark.parametrize(("kind", "code"), flat(GOOGLE))
def test_googles_table_holds_the_code(kind, code):
    """A code that ends in a dot or an underscore stands for its whole family: one of it at least."""
    rows = [row for row, name in google.TABLE if name == code or (code[-1] in "._" and name.startswith(code))]
    assert rows
    assert kind in rows


@pytest.mark.parametrize(("kind", "code"), flat(META))
def test_metas_table_holds_the_code(kind, code):
    rows = [
        row
        for row, body in meta.TABLE
        if code[0] in (ANY, body["error"]["code"]) and code[1] in (ANY, body["error"].get("error_subcode", 0))
    ]
    assert any(issubclass(row, kind) for row in rows)


@pytest.mark.parametrize(("kind", "code"), flat(TIKTOK))
def test_tiktoks_table_holds_the_code(kind, code):
    assert code in tiktok.CODES[kind]
