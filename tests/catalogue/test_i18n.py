"""What people read: half-up percentages, «1er», French plurals, sentences with facts."""

from datetime import date
from fractions import Fraction

from flask_babel import ngettext

from catalogue import i18n
from catalogue.messages import N_


def test_percentages_round_half_up_as_the_worked_example(app):
    with app.test_request_context():
        assert i18n.percent(Fraction(10, 57)) == "17,5\u00a0%"
        assert i18n.percent(Fraction(10, 32)) == "31,3\u00a0%"
        assert i18n.percent(Fraction(17, 57)) == "29,8\u00a0%"
        assert i18n.percent(None) == "sans objet"


def test_the_first_of_the_month_is_said_premier(app):
    with app.test_request_context():
        assert i18n.day(date(2026, 1, 1)) == "1er janvier 2026"
        assert i18n.day(date(2026, 1, 21)) == "21 janvier 2026"
        assert i18n.day(None) == ""


def test_a_sentence_within_a_sentence(app):
    with app.test_request_context():
        outer = N_("Refusé : %(why)s", why=N_("ligne %(n)d", n=3))
        assert i18n.say(outer) == "Refusé : ligne 3"


def test_zero_is_singular_in_french(app):
    with app.test_request_context():
        assert ngettext("%(num)d norme", "%(num)d normes", 0) == "0 norme"
        assert ngettext("%(num)d norme", "%(num)d normes", 1) == "1 norme"
        assert ngettext("%(num)d norme", "%(num)d normes", 2) == "2 normes"
