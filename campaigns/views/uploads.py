"""Files that come along with a form: kept in the library whatever else is wrong, and chosen from then on."""

from django.http import HttpRequest, QueryDict

import creatives.services
from tenants import clock
from tenants.errors import Invalid

CHOOSES = {"image_file": "images", "logo_file": "logos", "video_file": "videos"}
MANY = "many"
"""A form that takes several pictures says so in this input; elsewhere what was uploaded takes the place of what was chosen."""


def keep_files(request: HttpRequest) -> tuple[QueryDict, dict[str, list[str]]]:
    """Keep what was uploaded; return the form's data with it chosen, and what is wrong by input."""
    data, problems = request.POST.copy(), {}
    for name, chosen in CHOOSES.items():
        for file in request.FILES.getlist(name):
            try:
                asset = _keep(request, name, file)
            except Invalid as error:
                problems[name] = error.fields.get("file", [error.message])
                continue
            if chosen == "images" and MANY in data:
                data.appendlist(chosen, str(asset.uuid))
            else:
                data[chosen] = str(asset.uuid)
    return data, problems


def _keep(request: HttpRequest, name: str, file):
    """Keep a file. Raises Invalid for what is none, and for a picture where a video is asked for, or the other way round."""
    common = {"file": file, "label": file.name, "byte_size": file.size, "actor": request.actor, "now": clock.now()}
    asset = creatives.services.add_asset(**common, is_logo=name == "logo_file")
    if asset.is_video != (name == "video_file"):
        said = (
            "This is a video; it is in your library now."
            if asset.is_video
            else "This is a picture; it is in your library now."
        )
        raise Invalid({"file": [f"{said} Choose a {'picture' if asset.is_video else 'video'} here."]})
    return asset
