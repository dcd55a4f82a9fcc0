"""Components: what they promise to people who do not see the page."""

import re

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory


def render(source: str, request=None, **context) -> str:
    return engines["django"].from_string(source).render(context, request)


class Budget(forms.Form):
    amount = forms.DecimalField(label="Budget a day", help_text="At most €1,000.", max_value=1000)
    ends = forms.DateField(label="Ends on", required=False)
    stop = forms.BooleanField(label="Stop at the limit", required=False, help_text="Nothing beyond it.")
    where = forms.MultipleChoiceField(choices=[("meta", "Meta")], widget=forms.CheckboxSelectMultiple)


FIELD = '{% include "components/field.html" with field=form.amount prefix="€" only %}'


def test_a_fields_hint_and_errors_are_tied_to_its_control():
    html = render(FIELD, form=Budget({"amount": "5000"}))
    described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()
    assert described == ["id_amount_hint", "id_amount_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html
    assert "less than or equal to 1000" in html


def test_a_field_without_errors_is_not_marked_wrong():
    html = render(FIELD, form=Budget())
    assert "aria-invalid" not in html
    assert "_error" not in html


def test_a_hint_that_is_not_drawn_is_not_pointed_at():
    html = render('{% include "components/field.html" with field=form.amount hint=False only %}', form=Budget())
    assert "At most" not in html
    assert "aria-describedby" not in html


def test_only_what_may_stay_empty_is_called_optional():
    html = render(
        '{% for field in form %}{% include "components/field.html" with field=field only %}{% endfor %}', form=Budget()
    )
    assert re.findall(r'for="id_ends">Ends on <small>optional', html)
    assert not re.findall(r"Budget a day <small>optional", html)


def test_every_control_has_a_label_or_a_legend():
    html = render(
        '{% for field in form %}{% include "components/field.html" with field=field only %}{% endfor %}', form=Budget()
    )
    labelled = set(re.findall(r'for="([^"]+)"', html))
    assert set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)) <= labelled
    assert "<legend" in html


def test_what_people_write_stays_text_in_a_field():
    html = render(FIELD, form=Budget({"amount": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    "component",
    [
        '"components/confirm.html" with id="x" title="Pause it?" text="t" action="/x/" yes="Pause it" only',
        '"components/toast.html" with text="Paused." undo="/changes/1/undo/" only',
        '"components/ledger_entry.html" with kind="user" who="Nora" what="Budget" undo="/changes/1/undo/" only',
    ],
)
def test_a_form_inside_a_component_keeps_its_csrf_token(component):
    html = render(f"{{% include {component} %}}", request=RequestFactory().get("/"))
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)


def test_a_message_with_an_undo_becomes_a_toast_with_a_button():
    message = Message(constants.SUCCESS, "Christmas cakes is paused.", extra_tags="undo:/changes/7/undo/")
    html = render('{% include "components/message.html" with message=message only %}', message=message)
    assert 'action="/changes/7/undo/"' in html
    assert "Undo" in html
    assert "data-undo" in html


def test_bad_news_is_an_alert_and_good_news_a_status():
    show = '{% include "components/toast.html" with text="x" tone=tone only %}'
    assert 'role="alert"' in render(show, tone="bad")
    assert 'role="status"' in render(show, tone="")


def test_a_job_that_is_over_asks_no_more():
    job = '{% include "components/job.html" with text="Launching" done=done total=6 poll=poll only %}'
    assert "hx-trigger" in render(job, done=4, poll="/jobs/x/")
    assert "hx-trigger" not in render(job, done=6, poll="")


def test_a_change_is_shown_with_from_to_who_why_and_undo():
    html = render(
        '{% include "components/ledger_entry.html" with kind="user" who="Nora" what="Cakes" before="€18.00" after="€25.00"'
        ' unit="a day" why="more people" undo="/u/" only %}'
    )
    for part in ("€18.00", "€25.00", "Nora", "more people", 'action="/u/"'):
        assert part in html
    assert 'aria-label="to"' in html


def test_a_chart_has_a_finding_and_a_table():
    html = render(
        '{% include "components/chart.html" with id="c" title="Orders" finding="They rose." spec=spec columns=columns rows=rows only %}',
        spec={},
        columns=["Day", "Orders"],
        rows=[["7 Nov", 12]],
    )
    assert 'aria-label="They rose."' in html
    assert '<th scope="row">7 Nov</th><td class="n">12</td>' in html
