"""Write the static files that come out of Python packages and are not committed."""

import importlib.metadata
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

# As an ES module it puts one function on `window`; vega-embed brings the expression interpreter (`ast: true`).
SNIPPET = "window.vegaEmbed = vegaEmbed;"


class Command(BaseCommand):
    """Write static/vendor/vega.js, the chart library that vl-convert ships; quick when it is already there."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        """Add `--force`, which writes again what is already of the right version."""
        parser.add_argument("--force", action="store_true")

    def handle(self, *, force: bool, **options):
        """Write the bundle unless the stamp beside it names the installed version."""
        vendor = Path(settings.STATICFILES_DIRS[0]) / "vendor"
        stamp, target = vendor / "vega.version", vendor / "vega.js"
        version = importlib.metadata.version("vl-convert-python")
        if not force and target.exists() and stamp.exists() and stamp.read_text() == version:
            self.stdout.write("static/vendor is up to date.")
            return
        vendor.mkdir(parents=True, exist_ok=True)
        target.write_text(_bundle())
        stamp.write_text(version)
        self.stdout.write(
            f"Wrote static/vendor/vega.js ({target.stat().st_size // 1024} KB) from vl-convert {version}."
        )


def _bundle() -> str:
    vl_convert = importlib.import_module("vl_convert")  # 84 MB: loaded only when there is something to write
    return vl_convert.javascript_bundle(SNIPPET)
