"""What people call the platforms."""

from integrations.types import Platform

NAMES = {Platform.GOOGLE: "Google", Platform.META: "Meta", Platform.TIKTOK: "TikTok"}
