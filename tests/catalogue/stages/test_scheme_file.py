"""Reading a set of stage names as offices write it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.delimited import french_csv
from catalogue.i18n import say
from catalogue.stages.scheme_file import HEADINGS, Name, read, rows_of, stage_code

KNOWN = {"00.00", "10.00", "20.20", "40.00", "40.20", "60.60"}


def lines(*rows: str, head: str = "jeu;version;code;nom") -> str:
    return "\n".join([head, *rows])


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.message.msgid) for one in read(text, KNOWN).faults]


def test_a_file_with_semicolons_or_commas_gives_the_same_names():
    one = read(lines("ABNORM;2027-01;40.20;Enquête"), KNOWN)
    two = read("scheme,scheme_version,code,label_fr\nABNORM,2027-01,40.20,Enquête\n", KNOWN)
    assert one.sound
    assert (one.scheme, one.version, [n.label_fr for n in one.names]) == (
        "ABNORM",
        "2027-01",
        ["Enquête"],
    )
    assert two == one


def test_codes_that_a_spreadsheet_spoiled_are_read():
    assert [stage_code(one) for one in ("40.2", "40,20", "40", "4020", "0", "'40.20", "x")] == [
        *("40.20", "40.20", "40.00", "40.20", "00.00", "40.20"),
        None,
    ]


def test_lines_without_a_name_are_left_to_the_harmonized_title():
    found = read(lines("ABNORM;1;40.20;Enquête", ";;40.00;", "ABNORM;1;60.60;"), KNOWN)
    assert found.sound
    assert [one.code for one in found.names] == ["40.20"]


def test_each_fault_names_its_line():
    text = lines(
        "ABNORM;1;40.20;Enquête",
        "ABNORM;1;41.20;Autre",
        "ABNORM;1;40.2;Encore",
        "ABNORM;2;60.60;Publiée",
        "A B;1;60.60;Publiée",
        f"ABNORM;1;60.60;{'x' * 201}",
    )
    found = faults(text)
    assert [line for line, _message in found] == [3, 4, 5, 6, 7]
    assert "n’est pas un code harmonisé" in found[0][1]
    assert "a déjà un nom" in found[1][1]
    assert "une seule version" in found[2][1]


def test_a_file_without_the_columns_says_which(app):
    with app.test_request_context():
        [fault] = read("code;nom\n40.20;Enquête\n", KNOWN).faults
        assert "jeu, version" in say(fault.message)


def test_an_empty_file_and_one_without_names_are_refused():
    assert "vide" in faults("")[0][1]
    assert "Aucune ligne" in faults(lines(";;40.20;"))[0][1]
    assert (
        "oui ou non"
        in faults(lines("A;1;40.20;Enquête;peut-être", head="jeu;version;code;nom;à confirmer"))[0][
            1
        ]
    )


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    found = read(text, KNOWN)
    assert found.sound == bool(found.names)


LABEL = st.from_regex(r"[A-Za-zéÉ=+@-][a-zé’ ;,\"]{0,40}[a-z]", fullmatch=True)


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), LABEL, min_size=1))
def test_a_file_we_write_is_read_back(served_app, names):
    written = [Name(code, " ".join(label.split())) for code, label in sorted(names.items())]
    with served_app.test_request_context():
        text = "".join(french_csv(HEADINGS, rows_of("ABNORM", "2027-01", written)))
    found = read(text, KNOWN)
    assert found.faults == ()
    assert list(found.names) == written
