"""A bucket of an S3-compatible storage: objects are put and removed, nothing is read."""

from typing import IO, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from analytics.models import Warehouse
from analytics.services.warehouse.endpoints import problem_of
from tenants import sealing
from tenants.errors import AdwrightError

CHECK = "adwright-check.txt"
_FINAL = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "PermanentRedirect")
_WORDS = {
    "AccessDenied": "The storage does not let this key write there.",
    "InvalidAccessKeyId": "The storage does not know this key.",
    "SignatureDoesNotMatch": "The secret does not belong to this key.",
    "NoSuchBucket": "There is no such bucket.",
    "PermanentRedirect": "The bucket lies in another region.",
}


class Refused(AdwrightError):
    """The storage said no: somebody must change something first."""


class Unreachable(AdwrightError):
    """The storage did not answer, or had a failure of its own: later it may work."""


class Bucket:
    """Where a warehouse's objects lie. Putting an object replaces the one before at once, or not at all.

    Failures are tried again some times by the client itself. Raises Refused, Unreachable.
    """

    def __init__(self, warehouse: Warehouse):
        if problem := problem_of(warehouse.endpoint):
            raise Refused(problem)
        self.name, self.prefix = warehouse.bucket, warehouse.prefix
        self._client = _client(warehouse)

    def key(self, path: str) -> str:
        """Return the whole name of an object."""
        return f"{self.prefix}/{path}" if self.prefix else path

    def put(self, path: str, file: IO[bytes]) -> None:
        """Store a file under a path; large ones in parts, which count once the last is there."""
        file.seek(0)
        self._ask(lambda: self._client.upload_fileobj(file, self.name, self.key(path)))

    def remove(self, path: str) -> None:
        """Remove an object. Idempotent."""
        self._ask(lambda: self._client.delete_object(Bucket=self.name, Key=self.key(path)))

    def check(self) -> None:
        """Write a small object, and remove it."""
        self._ask(
            lambda: self._client.put_object(Bucket=self.name, Key=self.key(CHECK), Body=b"Adwright can write here.\n")
        )
        self.remove(CHECK)

    def _ask(self, ask) -> None:
        try:
            ask()
        except (ClientError, BotoCoreError, boto3.exceptions.S3UploadFailedError) as error:
            raise _told(error) from error


def _client(warehouse: Warehouse) -> Any:
    """Return a client with this key and nothing of the machine's own settings."""
    secret = sealing.unseal(warehouse.secret_sealed).decode()
    session = boto3.session.Session(
        aws_access_key_id=warehouse.key_id, aws_secret_access_key=secret, region_name=warehouse.region or "us-east-1"
    )
    config = Config(
        retries={"mode": "standard", "max_attempts": 4},
        connect_timeout=10,
        read_timeout=60,
        request_checksum_calculation="when_required",  # other storages than Amazon's know no trailing checksums
        response_checksum_validation="when_required",
        ignore_configured_endpoint_urls=True,
        s3={"addressing_style": "path" if warehouse.endpoint else "virtual"},
    )
    return session.client("s3", endpoint_url=warehouse.endpoint or None, config=config)


def _told(error: Exception) -> AdwrightError:
    code = _code(error)
    if code in _FINAL:
        return Refused(_WORDS[code])
    if isinstance(error, ClientError) and 400 <= error.response["ResponseMetadata"].get("HTTPStatusCode", 500) < 500:
        return Refused(f"The storage refused: {error.response['Error'].get('Message') or code}"[:300])
    return Unreachable("The storage did not answer as it should. It is tried again.")


def _code(error: Exception) -> str:
    if isinstance(error, ClientError):
        return error.response["Error"].get("Code", "")
    return next(
        (code for code in _FINAL if f"({code})" in str(error)), ""
    )  # an upload's error carries its cause as text
