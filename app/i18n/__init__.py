"""Ten languages: Fluent bundles, negotiation, dates and numbers by locale."""

from app.i18n.bundles import has_message, load_all, message_ids, portable, translate
from app.i18n.formats import browser_formats
from app.i18n.languages import LANGUAGES, Language, is_language
from app.i18n.negotiate import negotiate
from app.i18n.request import request_language

__all__ = [
    "LANGUAGES",
    "Language",
    "browser_formats",
    "has_message",
    "is_language",
    "load_all",
    "message_ids",
    "negotiate",
    "portable",
    "request_language",
    "translate",
]
