"""What tells a robot from somebody who opened the page: the page's moment, signed.

Pure: the key and the time are given.
"""

from __future__ import annotations

from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

# Less than this between page and sending is no person: the shortest comment takes longer to type.
SHORTEST_SECONDS = 3


def sealed(key: str, enquiry_id: int, at: datetime) -> str:
    """Give the seal of a page of the form given at that moment."""
    return str(_serializer(key).dumps([enquiry_id, int(at.timestamp())]))


def in_haste(key: str, seal: str, enquiry_id: int, at: datetime) -> bool:
    """Tell whether a form comes without a page of ours, or faster than anybody writes."""
    try:
        page, seconds = _serializer(key).loads(seal)
    except (BadSignature, ValueError, TypeError):
        return True
    return bool(page != enquiry_id or at.timestamp() - seconds < SHORTEST_SECONDS)


def receipt(key: str, enquiry_id: int, number: int) -> str:
    """Give the part of an address that shows one comment to whoever sent it, and to no other."""
    return str(_receipts(key).dumps([enquiry_id, number]))


def number_of(key: str, enquiry_id: int, receipt_text: str) -> int | None:
    """Give the number of the comment that a receipt is for; ``None`` for one we never gave."""
    try:
        page, number = _receipts(key).loads(receipt_text)
    except (BadSignature, ValueError, TypeError):
        return None
    return number if page == enquiry_id and isinstance(number, int) else None


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="enquiry-form")


def _receipts(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="enquiry-receipt")
