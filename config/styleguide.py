"""Examples for the page of parts: every component with plausible values, and the chart in the house's own grammar."""

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.core.paginator import Paginator

REPORTED = [12, 14, 13, 13, 15, 12, 13, 15, 17, 16, 14, 13, 12, 11]
EXPECTED = [None] * 10 + [14, 14, 14, 14]
BEFORE = [11, 12, 13, 11, 12, 14, 12, 12, 11, 13, 12, 11, 12, 13]
FIRST_DAY = date(2026, 11, 7)
MATURING_FROM = 10.5


class ExampleForm(forms.Form):
    """One field of every kind; the last date is wrong on purpose."""

    name = forms.CharField(label="Campaign name", help_text="Only you see it.", max_length=80)
    budget = forms.DecimalField(label="Budget a day", help_text="At most €1,033.60 in a month of 30.4 days.")
    ends = forms.DateField(label="Ends on", required=False)
    goal = forms.ChoiceField(label="Goal", choices=[("sales", "Online orders"), ("traffic", "Visits")])
    text = forms.CharField(label="What is true about it", widget=forms.Textarea, required=False)
    where = forms.MultipleChoiceField(
        label="Where",
        choices=[("google", "Google Search"), ("meta", "Meta"), ("tiktok", "TikTok")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "check"}),
    )
    pace = forms.ChoiceField(
        label="Pace", choices=[("even", "Evenly"), ("fast", "Fast")], widget=forms.RadioSelect(attrs={"class": "check"})
    )
    stop = forms.BooleanField(label="Stop at the monthly limit", required=False)
    picture = forms.FileField(label="Picture", help_text="JPEG or PNG, up to 30 MB.", required=False)

    def clean_ends(self):
        """Refuse the example's date."""
        raise forms.ValidationError("The end is before the start, 14 November. Choose a later day or leave it empty.")


def example_form() -> ExampleForm:
    """Return the form as it comes back with one error."""
    return ExampleForm(
        {
            "name": "Christmas cakes",
            "budget": "34.00",
            "ends": "2026-11-12",
            "goal": "sales",
            "where": ["google"],
            "pace": "even",
            "stop": "on",
            "text": "",
        }
    )


def days() -> list[dict]:
    """Return the example's days: reported, expected and the fortnight before."""
    rows = zip(REPORTED, EXPECTED, BEFORE, strict=True)
    return [
        {
            "day": (FIRST_DAY + timedelta(days=i)).isoformat(),
            "reported": reported,
            "expected": expected,
            "before": before,
        }
        for i, (reported, expected, before) in enumerate(rows)
    ]


def chart_spec() -> dict:
    """Return the chart of orders a day: one line in ink, one in grey, the maturing days shaded, the line's end labelled."""
    ticks = [row["day"] for row in days()][1::2]
    x = {"field": "day", "type": "temporal", "axis": {"format": "%-d %b", "values": ticks}, "scale": {"padding": 36}}
    veil = [{"from": "2026-11-17T12:00", "to": "2026-11-20T12:00"}]

    def line(field: str, style: str) -> dict:
        return {
            "mark": {"type": "line", "style": style},
            "encoding": {"x": x, "y": {"field": field, "type": "quantitative"}},
        }

    end = {"data": {"values": days()[-1:]}}
    return {
        "data": {"values": days()},
        "layer": [
            {
                "name": "maturing",
                "data": {"values": veil},
                "mark": {"type": "rect", "style": "maturing"},
                "encoding": {"x": {"field": "from", "type": "temporal"}, "x2": {"field": "to"}},
            },
            line("before", "compare"),
            line("reported", "focus"),
            line("expected", "estimate"),
            {
                **end,
                "mark": {"type": "point"},
                "encoding": {"x": x, "y": {"field": "reported", "type": "quantitative"}},
            },
            {
                **end,
                "mark": {"type": "text", "style": "endLabel", "text": "14 expected", "dy": -2},
                "encoding": {"x": x, "y": {"field": "expected", "type": "quantitative"}},
            },
        ],
    }


def chart() -> dict:
    """Return what components/chart.html asks for."""
    return {
        "spec": chart_spec(),
        "columns": ["Day", "Reported", "Expected", "14 days before"],
        "rows": [
            [f"{FIRST_DAY + timedelta(days=i):%-d %b}", row["reported"], row["expected"] or "–", row["before"]]
            for i, row in enumerate(days())
        ],
        "legend": [("reported so far", ""), ("expected when complete", "e"), ("the 14 days before", "c")],
    }


def context() -> dict:
    """Return everything the page of parts shows."""
    now = datetime(2026, 11, 21, 11, 2, tzinfo=UTC)
    return {
        "form": example_form(),
        "chart": chart(),
        "at": now - timedelta(hours=3),
        "earlier": now - timedelta(minutes=4),
        "example_now": now,
        "start": date(2026, 11, 14),
        "end": date(2026, 11, 20),
        "states": ["draft", "in_review", "learning", "active", "limited", "paused", "rejected", "ended"],
        "page": Paginator(range(131), 25).page(2),
        "tabs": [("Overview", "#", True, None), ("Ads", "#", False, 6), ("History", "#", False, 31)],
        "segments": [("Day", "#", False), ("Week", "#", True), ("Month", "#", False)],
        "periods": [("Last 7 days", "#", True), ("Last 30 days", "#", False), ("This month", "#", False)],
        "tokens": [
            "page",
            "surface",
            "surface-raised",
            "surface-sunk",
            "text",
            "text-2",
            "text-3",
            "line",
            "marker",
            "action",
            "good",
            "warn",
            "bad",
            "note",
        ],
    }
