"""Who is on a platform, on what device, and how they differ in clicking, buying and price. Shares and factors around 1.

Plausible rather than measured: TikTok is young and on phones, Google is used on computers and knows the age and gender
of only two in three, Meta is even and knows almost everybody. Buyers are readier on computers and in middle age.
"""

from dataclasses import dataclass

AGES = {
    "13-17": (13, 17), "18-24": (18, 24), "25-34": (25, 34), "35-44": (35, 44), "45-54": (45, 54), "55-64": (55, 64),
    "65+": (65, 65),
}  # fmt: skip
GENDERS = ("women", "men")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Habit:
    """A platform's shares by device, age and gender, of which the unknown part is told by `unknown` (age, gender).

    `crowding` is how many impressions a person sees of one campaign on a day that sees any.
    """

    devices: dict[str, float]
    ages: dict[str, float]
    women: float
    unknown: dict[str, float]
    crowding: float


PLATFORMS = {
    "meta": Habit(
        {"iphone": 0.42, "android_phone": 0.45, "ipad": 0.03, "android_tablet": 0.02, "computer": 0.07, "unknown": 0.01},
        {"13-17": 0.03, "18-24": 0.15, "25-34": 0.26, "35-44": 0.22, "45-54": 0.16, "55-64": 0.11, "65+": 0.07},
        women=0.53, unknown={"age": 0.006, "gender": 0.015}, crowding=1.24,
    ),
    "google": Habit(
        {"iphone": 0.25, "android_phone": 0.31, "ipad": 0.03, "android_tablet": 0.02, "computer": 0.36, "tv": 0.03},
        {"13-17": 0.0, "18-24": 0.13, "25-34": 0.22, "35-44": 0.22, "45-54": 0.19, "55-64": 0.14, "65+": 0.10},
        women=0.49, unknown={"age": 0.34, "gender": 0.29}, crowding=1.35,
    ),
    "tiktok": Habit(
        {"iphone": 0.44, "android_phone": 0.525, "ipad": 0.02, "android_tablet": 0.01, "computer": 0.0, "unknown": 0.005},
        {"13-17": 0.08, "18-24": 0.37, "25-34": 0.31, "35-44": 0.14, "45-54": 0.07, "55-64": 0.025, "65+": 0.005},
        women=0.56, unknown={"age": 0.01, "gender": 0.02}, crowding=1.14,
    ),
}  # fmt: skip

# part: (clicks an impression, results an impression, price of an impression), each against the average
FACTORS = {
    "iphone": (1.0, 1.05, 1.2), "android_phone": (1.05, 0.85, 0.85), "ipad": (1.1, 1.2, 1.05),
    "android_tablet": (1.15, 0.9, 0.85), "computer": (0.8, 1.5, 1.25), "tv": (0.1, 0.05, 1.3),
    "13-17": (1.1, 0.3, 0.7), "18-24": (1.1, 0.65, 0.85), "25-34": (1.0, 1.0, 1.05), "35-44": (0.95, 1.2, 1.1),
    "45-54": (0.95, 1.2, 1.05), "55-64": (1.0, 1.05, 1.0), "65+": (1.05, 0.8, 0.9),
    "women": (1.05, 1.1, 1.05), "men": (0.95, 0.9, 0.95), "unknown": (0.85, 0.6, 0.8),
}  # fmt: skip
