"""The guide to reports names every setting that there is, and none that there is not."""

import re
from pathlib import Path

from django.conf import settings

OURS = re.compile(r"(?:BRAND|AI)_[A-Z_]+")


def test_every_setting_of_reports_is_in_the_guide():
    guide = (Path(settings.BASE_DIR) / "docs/guides/reports.md").read_text()
    known = {name for name in dir(settings) if OURS.fullmatch(name)}
    assert set(OURS.findall(guide)) == known != set()
    for name in ("EMAIL_URL", "DEFAULT_FROM_EMAIL", "MEDIA_ROOT"):
        assert f"`{name}`" in guide
