"""Changes of what exists: switches, budgets, bids, and an ad's words and files. Ends: `ending`; audiences: `aiming`.

Whether an object is of Smart+ is asked first, for Smart+ has addresses of its own. A budget keeps its kind for life on
TikTok (a day's, or the whole run's), and so does a bid (with a limit or without).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest, ObjectNotFound
from integrations.platforms.tiktok import aiming, bidding, creatives, ending, money, steps
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.launching import Launch
from integrations.platforms.tiktok.objects import Row, find_object, groups_of, id_field, path_of

BATCH = 20
_WORDS = {t.RunStatus.ACTIVE: "ENABLE", t.RunStatus.PAUSED: "DISABLE", t.RunStatus.ARCHIVED: "DELETE"}
_KIND_OF_BUDGET = "TikTok keeps the kind of a budget for life. Change the {kind}, or make a new campaign."
_BY_CAMPAIGN = "This budget is its campaign's. Change it there."


class Updates:
    """Changes on one ad account."""

    def __init__(self, api: TikTokApi, link: t.AccountLink):
        self.api = api
        self.link = link

    def set_status(self, ref: t.ObjectRef, status: t.RunStatus) -> None:
        """Turn a switch. TikTok knows no archive: archiving deletes, and what is deleted already stays so."""
        try:
            _, is_smart = self._find(ref)
        except ObjectNotFound:
            if status == t.RunStatus.ARCHIVED:
                return
            raise
        if words := self.set_statuses(ref.kind, [ref.external_id], status, is_smart=is_smart).get(ref.external_id):
            raise InvalidRequest(words, platform_words=words)

    def set_statuses(
        self, kind: t.ObjectKind, ids: Sequence[str], status: t.RunStatus, *, is_smart: bool
    ) -> dict[str, str]:
        """Turn many switches of a kind, twenty a call; return why by the id of each that was not turned."""
        failed: dict[str, str] = {}
        field = f"{id_field(kind, is_smart=is_smart)}s"
        for start in range(0, len(ids), BATCH):
            batch = list(ids[start : start + BATCH])
            body = {field: batch, "operation_status": _WORDS[status]}
            answer = self._post(path_of(kind, "status/update", is_smart=is_smart), body, takes_part=True)
            failed |= _read_failures(answer, batch, id_field(kind, is_smart=is_smart))
        return failed

    def set_budget(self, ref: t.ObjectRef, amount_minor: int, field: t.ChangeField) -> None:
        """Set a budget of the kind that the object has."""
        row, is_smart = self._find(ref)
        mode = row.get("budget_mode") or ""
        name = f"{field.value}_minor"
        if not money.from_tiktok(row.get("budget"), self.link.currency):
            raise InvalidRequest(_BY_CAMPAIGN, fields={name: _BY_CAMPAIGN})
        if (mode == "BUDGET_MODE_TOTAL") != (field == t.ChangeField.LIFETIME_BUDGET):
            text = _KIND_OF_BUDGET.format(
                kind="budget of the whole run" if mode == "BUDGET_MODE_TOTAL" else "daily budget"
            )
            raise InvalidRequest(text, fields={name: text})
        ids = {id_field(ref.kind, is_smart=is_smart): ref.external_id}
        amount = money.to_tiktok(amount_minor, self.link.currency, name)
        self._post(path_of(ref.kind, "update", is_smart=is_smart), {**ids, "budget": amount})

    def set_bid(self, ref: t.ObjectRef, wanted: t.Bid) -> None:
        """Set the bid of an ad group, or of every ad group of a campaign."""
        row, is_smart = self._find(ref)
        rows = [row]
        if ref.kind == t.ObjectKind.CAMPAIGN:
            rows = groups_of(self.api, self.link.external_id, ref.external_id, is_smart=is_smart)
        bids = [(str(row["adgroup_id"]), self._bid(row, wanted)) for row in rows]
        for group_id, bid in bids:
            self._post(path_of(t.ObjectKind.AD_GROUP, "update", is_smart=is_smart), {"adgroup_id": group_id, **bid})

    def _bid(self, row: Row, wanted: t.Bid) -> dict[str, Any]:
        deep, is_limited = row.get("deep_bid_type") or "", row.get("bid_type") == "BID_TYPE_CUSTOM"
        if wanted.strategy in bidding.LIMITED and is_limited and wanted.amount_minor:
            return bidding.limit(wanted, self.link.currency, row.get("billing_event") or "")
        if wanted.strategy == t.BidStrategy.TARGET_ROAS and deep == "VO_MIN_ROAS" and wanted.roas:
            return {"roas_bid": float(wanted.roas)}
        text = "TikTok keeps the way of bidding for life; only its amount can change. Make a new campaign to bid otherwise."
        raise InvalidRequest(text, fields={"bid": text})

    def set_end(self, ref: t.ObjectRef, at: datetime | None) -> None:
        """Move the end of an ad group, or of all of a campaign's."""
        ending.set_end(self.api, self.link, ref, at)

    def set_targeting(self, ref: t.ObjectRef, change: t.TargetingChange) -> None:
        """Show an ad group to other people."""
        aiming.set_targeting(self.api, self.link, ref, change)

    def set_creative(self, ref: t.ObjectRef, change: t.CreativeChange) -> None:
        """Give an ad new words, files or link; TikTok looks at it again. Raises NotReadyYet while it works on a video."""
        row, is_smart = self._find(ref)
        launch = Launch(self.api, self.link, change.plan)
        ad = next(ad for group in change.plan.ad_groups for ad in group.ads if ad.key == change.ad_key)
        media = launch.media_of(ad, self._make_media(launch, change.plan, with_buttons=is_smart))
        name = row.get("ad_name") or ""
        if is_smart:
            made = creatives.smart_ad(ad, launch.aim, media, self.link.presence)
            self._post("smart_plus/ad/update/", {"smart_plus_ad_id": ref.external_id, "ad_name": name, **made})
            return
        made = creatives.manual_ad(ad, launch.aim, name, media, self.link.presence)
        made.pop("operation_status")
        self._post(
            "ad/update/", {"adgroup_id": str(row["adgroup_id"]), "creatives": [{"ad_id": ref.external_id, **made}]}
        )

    def _make_media(self, launch: Launch, plan: t.CampaignPlan, *, with_buttons: bool) -> dict[str, t.StepResult]:
        """Upload what is not there yet, and wait for it."""
        kinds = {steps.VIDEO, steps.IMAGE, steps.READY, steps.COVER} | ({steps.BUTTON} if with_buttons else set())
        done: dict[str, t.StepResult] = {}
        for step in steps.plan_steps(plan):
            if steps.kind_of(step) in kinds:
                done[step.key] = launch.find(step, done) or launch.perform(step, done)
        return done

    def _find(self, ref: t.ObjectRef) -> tuple[Row, bool]:
        return find_object(self.api, self.link.external_id, ref)

    def _post(self, path: str, body: Mapping[str, Any], *, takes_part: bool = False) -> dict[str, Any]:
        return self.api.post(path, {"advertiser_id": self.link.external_id, **body}, takes_part=takes_part)


def _read_failures(answer: Mapping[str, Any], asked: Sequence[str], field: str) -> dict[str, str]:
    """Return why by id: what `error_list` names, and what the answer does not name at all."""
    told = {
        str(row.get(field)): row.get("error_message") or "TikTok refused." for row in answer.get("error_list") or []
    }
    done = {str(one) for one in answer.get(f"{field}s") or []}
    for rows in (value for name, value in answer.items() if name.endswith("_list") and name != "error_list"):
        done |= {str(row.get(field)) for row in rows or [] if isinstance(row, Mapping)}
    left = {one: "TikTok left this as it was." for one in asked if one not in done}
    return left | {one: words for one, words in told.items() if one in asked}
