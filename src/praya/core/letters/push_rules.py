"""Decide to which push services messages may be handed, and whose name Praya has with them."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

# The order of the curve P-256 (SEC 2, 2.4.2): private keys lie between 1 and it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_POINT = 65
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.:/_~%?=&+,;!*'()@$#-]+")
_SECRET = 16


def is_push_service(endpoint: str) -> bool:
    """Tell whether an address belongs to a push service that the installation allows: one of its hosts, by HTTPS, unadorned.

    >>> from django.test.utils import override_settings
    >>> with override_settings(PUSH_HOSTS=["push.example", "*.push.example.org"]):
    ...     [is_push_service(one) for one in ("https://push.example/a", "https://a.push.example.org/b", "http://push.example/a")]
    [True, True, False]
    """
    parts = urlsplit(endpoint)
    try:
        is_plain = parts.scheme == "https" and parts.port in {None, 443} and "@" not in parts.netloc
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    # What programs read in different ways (a backslash, a blank) is no address of a push service.
    is_plain = is_plain and _HOST.fullmatch(host) is not None and _ADDRESS.fullmatch(endpoint) is not None
    return is_plain and any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in settings.PUSH_HOSTS)


def is_key(text: str) -> bool:
    """Tell whether a text is a public key of a browser: a point of P-256, not compressed, in base64 for addresses."""
    content = decoded(text)
    if len(content) != _POINT:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content)
    except ValueError:
        return False
    return True


def is_secret(text: str) -> bool:
    """Tell whether a text is what a browser shares for sealing (RFC 8291, 3.2): 16 bytes in base64 for addresses."""
    return len(decoded(text)) == _SECRET


def decoded(text: str) -> bytes:
    """Return what base64 for addresses holds; nothing where it is none."""
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return b""


def own_key() -> ec.EllipticCurvePrivateKey:
    """Return the key by which push services know this installation (RFC 8292): the same as long as SECRET_KEY is."""
    return _key_of(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    made = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"praya push").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(made) % (_ORDER - 1) + 1, ec.SECP256R1())


def own_public_key() -> str:
    """Return the public part of it as a browser takes it."""
    point = own_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
