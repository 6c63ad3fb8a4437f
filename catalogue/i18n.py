"""Language of the interface: French is the source; other languages come from translation files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from babel import Locale
from babel.support import Translations
from flask import Flask, current_app, g, request, session
from flask_babel import (
    Babel,
    Domain,
    format_date,
    format_datetime,
    format_decimal,
    get_locale,
    gettext,
)
from markupsafe import Markup, escape

from catalogue.messages import Message
from catalogue.partial_dates import PartialDate

NO_BREAK_SPACE = "\u00a0"


def init_app(app: Flask) -> None:
    """Choose the language of each request and give templates the filters of French typography."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "fr")
    babel = Babel(
        app,
        locale_selector=select_locale,
        timezone_selector=lambda: str(current_app.config["AGENCY_TIMEZONE"]),
    )
    texts = _OncePerRequest(domain=app.config.get("BABEL_DOMAIN", "messages"))
    babel.domain_instance = texts
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by its extension
        gettext=lambda one: texts.get_translations().ugettext(one),
        ngettext=lambda one, many, n: texts.get_translations().ungettext(one, many, n),
        newstyle=True,
    )
    app.add_template_filter(say)
    app.add_template_filter(day)
    app.add_template_filter(instant)
    app.add_template_filter(number)
    app.add_template_filter(percent)
    app.add_template_filter(decimals)
    app.add_template_filter(paragraphs)


class _OncePerRequest(Domain):  # type: ignore[misc]  # the library is not typed
    """The translations of a request, looked up once for each language it is answered in.

    The library asks the request for its language at each text; a page has some hundreds.
    """

    def get_translations(self) -> Translations:
        """Give the translations of the language in which this request is answered now."""
        asked = g.get("_flask_babel") if g else None
        language = getattr(asked, "babel_locale", None)
        known: tuple[object, Translations] | None = getattr(asked, "translations", None)
        if known is not None and known[0] is language:
            return known[1]
        found: Translations = super().get_translations()
        if asked is not None and language is not None:
            asked.translations = (language, found)
        return found


def select_locale() -> str:
    """Give the language a person chose, else the one their browser asks for, else French."""
    locales: tuple[str, ...] = current_app.config["LOCALES"]
    chosen = session.get("locale") or g.get("account_locale")
    if chosen in locales:
        return str(chosen)
    return "fr"


def say(message: Message | str | None) -> str:
    """Give a sentence in the reader's language, with its facts in place."""
    if message is None:
        return ""
    if isinstance(message, str):
        return gettext(message) if message else ""
    params = {name: _said(value) for name, value in message.params.items()}
    return str(gettext(message.msgid, **params)) if params else str(gettext(message.msgid))


def _said(value: object) -> object:
    if isinstance(value, Message):
        return say(value)
    return day(value) if isinstance(value, date | PartialDate) else value


def day(value: date | datetime | PartialDate | None, length: str = "long") -> str:
    """Give a date as it is read aloud: «12 mars 2026»; empty when unknown.

    Of a date known in part, what is known: «mars 2026», «2026».
    """
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        if value.day:
            return day(value.first_day, length)
        return str(format_date(value.first_day, "LLLL y")) if value.month else str(value.year)
    if length == "short":
        return str(format_date(value, "dd/MM/yyyy"))
    show = format_datetime if isinstance(value, datetime) else format_date
    return _first(str(show(value, "d MMMM y")))


def instant(value: datetime | None) -> str:
    """Give a date and time where the agency is: «12 mars 2026 à 14:05»."""
    return "" if value is None else _first(str(format_datetime(value, "d MMMM y, HH:mm")))


def _first(date_text: str) -> str:
    """Write the first of the month as French reads it: «1er janvier»."""
    french = str(get_locale()) == "fr"
    return f"1er{date_text[1:]}" if french and date_text.startswith("1 ") else date_text


def number(value: Any) -> str:
    """Give a number with the separators of the language."""
    return "" if value is None else str(format_decimal(value))


def decimals(value: Fraction, digits: int) -> str:
    """Give an exact number with so many decimals, half up: «0,65», «−0,20»."""
    scale = 10**digits
    rounded = Decimal(floor(value * scale + Fraction(1, 2))) / scale
    return str(format_decimal(rounded, format="#,##0." + "0" * digits))


def percent(value: Fraction | None, digits: int = 1) -> str:
    """Give a ratio in percent, «17,5 %»; «sans objet» when there is nothing to divide by."""
    if value is None:
        return str(gettext("sans objet"))
    # Half up, exactly: 31,25 % is read 31,3 %, as the worked example of the rules does.
    scale = 10**digits
    rounded = Decimal(floor(value * 100 * scale + Fraction(1, 2))) / scale
    text = format_decimal(rounded, format="#,##0." + "0" * digits if digits else "#,##0")
    return f"{text}{NO_BREAK_SPACE if str(get_locale()) == 'fr' else ''}%"


def paragraphs(text: str | None) -> Markup:
    """Give a person's own text with its line breaks, escaped."""
    blocks = [block.strip() for block in (text or "").split("\n\n") if block.strip()]
    return Markup("").join(
        Markup("<p class='govuk-body'>{}</p>").format(
            Markup("<br>").join(escape(line) for line in block.splitlines())
        )
        for block in blocks
    )


def remember_locale(locale: str) -> None:
    """Keep the language a person chose for their session."""
    if locale in current_app.config["LOCALES"]:
        session["locale"] = locale


def language_name(code: str) -> str:
    """Give a language's name in that language: «Français», «English»."""
    return str(Locale.parse(code).get_display_name(code) or code).capitalize()


def wants_json() -> bool:
    """Tell whether the caller is a program asking the API."""
    return request.path.startswith("/api/")
