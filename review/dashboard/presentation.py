"""The dashboard as rows of a file and as a paper, from the same lines as the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.downloads import Coded, Column
from catalogue.i18n import day, number, percent, say
from catalogue.messages import N_
from catalogue.typesetting import JSON
from review.dashboard.services import Board, BoardLine
from review.dashboard.states import STATE_LABELS, STATE_MEANINGS, STATE_SIGNS, State
from review.indicators.figures import Line
from review.reports.blocks import COLON, Block, bullets, heading, table, text

COLUMNS = (
    Column("code", N_("Code")),
    Column("indicator", N_("Indicateur"), 44),
    Column("target", N_("Cible du plan"), 34),
    Column("counted", N_("Compté"), 44),
    Column("numerator", N_("Numérateur")),
    Column("denominator", N_("Dénominateur")),
    Column("ratio", N_("Part")),
    Column("at", N_("À la date du"), 14),
    Column("closed_reading", N_("Relevé clos")),
    Column("state", N_("État"), 26),
    Column("missing", N_("Il manque")),
    Column("next_step", N_("Prochaine étape"), 40),
    Column("planned_on", N_("Prévue le"), 14),
    Column("owner", N_("Responsables"), 40),
    Column("remark", N_("Remarque"), 40),
)

_BY_HAND = N_("Lignes suivies à la main, sans indicateur calculé :")


def rows(board: Board) -> Iterator[tuple[object, ...]]:
    """Give one row a count: an indicator of three lines has three rows, in the plan's order."""
    for one in board.lines:
        state = Coded(one.state.value, say(STATE_LABELS[one.state]))
        step = one.next_step
        tail = (
            one.on,
            one.reading_id,
            state,
            one.missing,
            step_in_words(one) or None,
            step.planned_on if step is not None else None,
            one.owner,
            say(one.why) if one.why is not None else None,
        )
        head = (one.sheet.code, one.sheet.title_fr, one.target)
        if not one.lines:
            yield (*head, None, None, None, None, *tail)
        for line in one.lines:
            ratio = None if line.ratio is None else float(line.ratio)
            yield (*head, say(line.label), line.numerator, line.denominator, ratio, *tail)


def step_in_words(line: BoardLine) -> str:
    """Give the next step of a line: «Stratégie actualisée : faire valider le texte»."""
    step = line.next_step
    if step is None:
        return ""
    return f"{step.deliverable}{COLON}{step.step}" if step.step else step.deliverable


def counted(line: Line) -> str:
    """Give a count in words: «10 sur 57 (17,5 %)»; the count alone where nothing divides it."""
    if line.denominator is None:
        return number(line.numerator)
    if not line.denominator:
        return say(N_("sans objet (aucun élément à compter)"))
    told = percent(line.ratio) if line.withheld is None else say(line.withheld)
    part, whole = number(line.numerator), number(line.denominator)
    return say(N_("%(part)s sur %(whole)s (%(told)s)", part=part, whole=whole, told=told))


def paper(board: Board, *, agency: str) -> dict[str, JSON]:
    """Give the report of the plan on a day, as ``templates/reports/paper.typ`` sets it."""
    title = say(N_("Plan d’action genre : où en est chaque ligne"))
    return {
        "title": title,
        "agency": agency,
        "kind": say(N_("Tableau de bord")),
        "about": say(N_("Au %(day)s, période %(window)s", day=day(board.on), window=board.window)),
        "blocks": list(_blocks(board)),
    }


def _blocks(board: Board) -> Iterator[Block]:
    summary = "  ".join(
        f"{STATE_SIGNS[state]} {say(STATE_LABELS[state])}{COLON}{count}"
        for state, count in board.by_state.items()
    )
    yield text(say(N_("Lignes par état. %(summary)s", summary=summary)))
    for number_of, lines in board.results.items():
        yield heading(
            say(
                N_(
                    "Résultat %(number)s : %(title)s",
                    number=number_of,
                    title=board.titles.get(number_of, ""),
                )
            )
        )
        if lines:
            yield _table(lines)
        if board.by_hand.get(number_of):
            yield text(say(_BY_HAND))
            yield bullets([f"{one.code} {one.activity}" for one in board.by_hand[number_of]])
    yield heading(say(N_("Comment lire ce tableau")))
    yield bullets(
        [
            f"{STATE_SIGNS[state]} {say(STATE_LABELS[state])}{COLON}{say(STATE_MEANINGS[state])}"
            for state in State
        ]
    )
    yield text(
        say(
            N_(
                "Chaque chiffre garde son numérateur et son dénominateur ; la page Méthode dit "
                "comment il est compté, avec la version de la règle."
            )
        )
    )
    yield heading(say(N_("Méthode de chaque indicateur")))
    for one in board.lines:
        version = say(N_("méthode, version %(number)s", number=one.sheet.method_version))
        yield text(f"{one.sheet.code} {one.sheet.title_fr} ({version}). {one.sheet.definition_fr}")


def _table(lines: Sequence[BoardLine]) -> Block:
    headings = (
        N_("Indicateur"),
        N_("Cible"),
        N_("Chiffre"),
        N_("État"),
        N_("Prochaine étape"),
    )
    return table(
        [say(one) for one in headings], [_cells(one) for one in lines], [28, 18, 30, 14, 22]
    )


def _cells(line: BoardLine) -> list[JSON]:
    told = [f"{say(one.label)}{COLON}{counted(one)}" for one in line.lines]
    if line.why is not None:
        told.append(say(line.why))
    state = f"{STATE_SIGNS[line.state]} {say(STATE_LABELS[line.state])}"
    return [
        {"strong": line.sheet.code, "text": line.sheet.title_fr},
        line.target,
        "\n".join(told),
        state,
        step_in_words(line),
    ]
