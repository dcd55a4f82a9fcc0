"""The fields of a campaign's form, by section. Names stay as they are: people's saved forms and scripts use them."""

from collections.abc import Iterator

from django import forms

from campaigns.forms import choices
from campaigns.forms.errors import BAD_DAY, DAMAGED
from campaigns.limits import Texts

HEADLINES, DESCRIPTIONS, CARDS = 15, 5, 6
NO_PICTURE = "This picture is not in your library. Choose another."


class Chosen(forms.ChoiceField):
    """A choice that is always made: what is not sent is the first one."""

    def clean(self, value):
        """Return the choice."""
        return super().clean(value or self.choices[0][0])


def text(label: str, hint: str = "", *, limit: int = 0, double: bool = False, rows: int = 0, **more) -> forms.CharField:
    """Return a text field; with a limit its signs are counted while one types."""
    attrs = ({"data-limit": limit} if limit else {}) | ({"data-double": ""} if double else {})
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, widget=widget, required=False, **more)


def common() -> dict[str, forms.Field]:
    """Return what every campaign has."""
    day = {"required": False, "widget": forms.DateInput(attrs={"type": "date"}), "error_messages": BAD_DAY}
    return {
        "token": forms.UUIDField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED),
        "version": forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED),
        "name": forms.CharField(label="Name", help_text="Only you see it."),
        "purpose": forms.ChoiceField(label="What it is for", choices=[("", "Choose…"), *choices.of(choices.PURPOSES)]),
        "ad_account": forms.MultipleChoiceField(label="Where it runs", widget=forms.CheckboxSelectMultiple),
        "budget_kind": Chosen(label="The budget is", choices=choices.BUDGETS),
        "daily_budget": forms.CharField(label="Budget a day", required=False),
        "start_date": forms.DateField(label="First day", **day),
        "end_date": forms.DateField(label="Last day", **day),
        "countries": forms.MultipleChoiceField(label="Countries", choices=choices.countries, required=False),
        "age_min": forms.IntegerField(label="Youngest", required=False),
        "age_max": forms.IntegerField(label="Oldest", required=False),
        "gender": forms.ChoiceField(label="Who", choices=choices.GENDERS, required=False),
        "point": text("Your shop on the map", "Latitude and longitude, as a map shows them: 53.3331, -6.2489"),
        "point_name": text("What it is called", "Such as “the bakehouse”; only you see it."),
        "town": text("Or a town", "Write it, then choose it below; TikTok knows no circles."),
        "km": forms.IntegerField(label="Kilometres around it", required=False, min_value=1, max_value=800),
        "link": forms.CharField(label="Where the ad leads", help_text="The page of your website that fits the ad."),
        "call_to_action": forms.ChoiceField(label="Button", choices=choices.calls_to_action),
    }


def meta() -> dict[str, forms.Field]:
    """Return what an ad on Facebook and Instagram says and shows."""
    return {
        "primary_text": text("Text", "About 125 characters are shown at once.", limit=125, rows=4),
        "headline": text("Headline", "About 40 characters are shown at once.", limit=40),
        "description": text("Description", "A second line below the headline; not shown everywhere.", limit=27),
        "asset": forms.UUIDField(
            widget=forms.HiddenInput, required=False, error_messages={"invalid": "Choose a picture, or upload one."}
        ),
        "image": _file("Upload a picture", "JPEG or PNG, best square and at least 1080 pixels wide.", "image/jpeg,image/png"),
        "m_video": forms.UUIDField(required=False, widget=forms.HiddenInput),
        "m_video_file": _file("Upload a video", "MP4 or MOV, at most 500 MB.", "video/mp4,video/quicktime"),
    }  # fmt: skip


def google() -> dict[str, forms.Field]:
    """Return what an ad on Google says and shows, and what it answers to."""
    made: dict[str, forms.Field] = {
        "g_channel": Chosen(label="Where on Google", choices=choices.of(choices.CHANNELS)),
    }
    for n in range(1, HEADLINES + 1):
        made[f"g_headline_{n}"] = text(f"Headline {n}", limit=30, double=True)
    for n in range(1, DESCRIPTIONS + 1):
        made[f"g_description_{n}"] = text(f"Description {n}", limit=90, double=True)
    return made | {
        "g_long_headline": text("Long headline", limit=90, double=True),
        "g_business_name": text("Name of your business", limit=25, double=True),
        "g_path_1": text(
            "Words after your address", "Shown like marlow.example/cakes/christmas", limit=15, double=True
        ),
        "g_path_2": text("A second word", limit=15, double=True),
        "keywords": text(
            "What people search for", "One a line. [exact] and “phrase” in their signs count for that line.", rows=5
        ),
        "match": Chosen(label="How closely", choices=choices.of(choices.MATCHES)),
        "negative_keywords": text("Never for these words", "One a line, such as “recipe” or “jobs”.", rows=2),
        "g_images": forms.MultipleChoiceField(
            label="Pictures",
            required=False,
            error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), NO_PICTURE),
        ),
        "g_image_file": _file(
            "Upload a picture", "One wide (1.91:1) and one square are needed.", "image/jpeg,image/png"
        ),
        "g_logo": forms.UUIDField(required=False, widget=forms.HiddenInput),
        "g_logo_file": _file("Upload your logo", "Square, at least 128 × 128.", "image/jpeg,image/png"),
    }


def tiktok() -> dict[str, forms.Field]:
    """Return what an ad on TikTok says and shows."""
    return {
        "t_text": text("Text", "No emoji, no #.", limit=100, double=True, rows=2),
        "t_video": forms.UUIDField(required=False, widget=forms.HiddenInput),
        "t_video_file": _file(
            "Upload a video", "Upright (9:16) is best; 9 to 15 seconds; MP4 or MOV, at most 500 MB.", "video/mp4,video/quicktime"
        ),
    }  # fmt: skip


def offers() -> dict[str, forms.Field]:
    """Return what some purposes need: an app, a form inside the ad; and how to bid, and what the law asks for."""
    return {
        "app_store": forms.ChoiceField(label="Where the app is", choices=choices.STORES, required=False),
        "app_id": text("The app’s id in its store", "com.example.app, or the digits of the App Store."),
        "app_url": text("The app’s page in its store"),
        "app_platform_id": text("The platform’s id of the app", "Meta and TikTok: where the app is registered with them."),
        "form_headline": text("Headline of the form", "Empty: people fill in the form on your website.", limit=60),
        "form_text": text("What it says", rows=2),
        "form_questions": forms.MultipleChoiceField(
            label="What it asks for", choices=choices.of(choices.QUESTIONS), widget=forms.CheckboxSelectMultiple, required=False
        ),
        "form_question": text("A question of your own"),
        "form_privacy": text("Address of your privacy policy"),
        "form_thanks": text("What it says afterwards"),
        "bid_strategy": forms.ChoiceField(label="How to bid", choices=choices.of(choices.BIDS), required=False),
        "bid_amount": text("What one result may cost"),
        "bid_roas": forms.DecimalField(label="Times the spend", required=False, min_value=0, max_value=1000),
        "special_categories": forms.MultipleChoiceField(
            label="Is it about one of these?", choices=choices.of(choices.CATEGORIES), widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        "is_eu_political": forms.BooleanField(label="It is political advertising in the EU", required=False),
    }  # fmt: skip


def cards() -> dict[str, forms.Field]:
    """Return the cards of a carousel: a picture of the library, a headline, where it leads."""
    made: dict[str, forms.Field] = {}
    for n in range(1, CARDS + 1):
        made[f"card_{n}_image"] = forms.ChoiceField(label=f"Picture {n}", required=False)
        made[f"card_{n}_headline"] = text(f"Headline {n}", limit=40)
        made[f"card_{n}_link"] = text(f"Leads to {n}", "Empty: where the ad leads.")
    return made


def names(prefix: str, limit: Texts | None, most: int) -> Iterator[str]:
    """Yield the names of the inputs for one kind of text, as many as an ad takes."""
    for n in range(1, min(limit.most if limit else 0, most) + 1):
        yield f"{prefix}_{n}"


def _file(label: str, hint: str, kinds: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.FileInput(attrs={"accept": kinds, "hx-preserve": "true"}),
    )
