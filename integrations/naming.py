"""What people call the platforms."""

from collections.abc import Mapping

from integrations.types import Platform

NAMES: Mapping[str, str] = {Platform.GOOGLE: "Google", Platform.META: "Meta", Platform.TIKTOK: "TikTok"}
