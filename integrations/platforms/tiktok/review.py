"""Why TikTok has refused an ad, in the reviewers' words.

`smart_plus/ad/review_info/` is documented (a copy was read); of `ad/review_info/` only others' code could be read: it
answers `ad_review_map`, an object by ad id. Anything that is not of these shapes gives no reason, and breaks nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from integrations.platforms.tiktok.client import TikTokApi

BATCH = 20
Row = Mapping[str, Any]


def read_reasons(api: TikTokApi, advertiser_id: str, ad_ids: Sequence[str], *, is_smart: bool) -> dict[str, str]:
    """Return the reasons by ad id; ads that were not refused are left out."""
    reasons: dict[str, str] = {}
    for start in range(0, len(ad_ids), BATCH):
        batch = list(ad_ids[start : start + BATCH])
        read = _read_smart if is_smart else _read_manual
        for ad_id, info in read(api, advertiser_id, batch):
            if words := _words(info):
                reasons[ad_id] = words
    return reasons


def _read_smart(api: TikTokApi, advertiser_id: str, ad_ids: list[str]) -> Iterator[tuple[str, Row]]:
    data = api.get(
        "smart_plus/ad/review_info/",
        advertiser_id=advertiser_id,
        smart_plus_ad_ids=ad_ids,
        extra_info_setting={"include_reject_info": True},
    )
    for info in data.get("smart_plus_ad_review_infos") or []:
        yield str(info.get("smart_plus_ad_id", "")), info


def _read_manual(api: TikTokApi, advertiser_id: str, ad_ids: list[str]) -> Iterator[tuple[str, Row]]:
    data = api.get("ad/review_info/", advertiser_id=advertiser_id, ad_ids=ad_ids)
    found = data.get("ad_review_map")
    for ad_id, info in found.items() if isinstance(found, dict) else ():
        yield str(ad_id), info


def _words(info: Row) -> str:
    said = []
    for refusal in info.get("reject_info") or []:
        said += [*(refusal.get("reasons") or []), refusal.get("suggestion") or ""]
    return " ".join(dict.fromkeys(word.strip() for word in said if word and word.strip()))
