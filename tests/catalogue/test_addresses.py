"""A number no database can hold is an address that leads nowhere, never a failure of ours."""

from __future__ import annotations

import pytest

from catalogue.addresses import LARGEST_ROW, row_number
from catalogue.permissions import Role
from tests import factories

HUGE = 10**23


@pytest.mark.parametrize(
    "address",
    ["/normes/{}", "/programme/{}", "/liste-de-reference/{}", "/relectures/decisions/{}"],
)
@pytest.mark.parametrize("number", [LARGEST_ROW, LARGEST_ROW + 1, HUGE])
def test_a_page_that_cannot_exist_is_not_found(client, address, number):
    assert client.get(address.format(number)).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/relectures/ouvrir?texte={}", 404),
        ("/relectures/ouvrir?norme={}", 404),
        ("/programme/homologations/nouvelle?sujet={}", 200),
    ],
)
def test_a_parameter_that_names_nothing_is_no_failure(session, sign_in, address, status):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    client = sign_in(account)
    assert client.get(address.format(HUGE)).status_code == status
    assert client.get(address.format("douze")).status_code == status


@pytest.mark.parametrize(
    "address",
    ["/recherche?q=%00", "/normes?ics=%00", "/indicateurs/a%00b", "/api/v1/standards?q=kari%00"],
)
def test_a_character_no_text_holds_is_a_request_we_cannot_read(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "douze", str(HUGE)])
def test_what_is_not_a_number_of_a_row_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - werkzeug asks for this kind and no other
        row_number(text)


def test_a_row_number_stays_within_what_a_database_holds():
    assert row_number("12") == 12
    assert row_number(str(9_999_999_999)) == LARGEST_ROW
