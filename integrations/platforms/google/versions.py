"""The version of the Google Ads API that this adapter speaks."""

VERSION = "v26"
