"""Words of staged import."""

from enum import StrEnum

from catalogue.messages import N_, Message


class ImportKind(StrEnum):
    """What a file brings."""

    REFERENCE = "reference"
    STANDARDS = "standards"
    PROGRAMME = "programme"
    MANDATES = "mandates"


class BatchState(StrEnum):
    """Where an import is."""

    MATCHING = "matching"
    READING = "reading"
    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Verdict(StrEnum):
    """What applying a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNDECIDED = "undecided"


class Choice(StrEnum):
    """Which of two values stands, where somebody has changed a record here since the last file."""

    FILE = "file"
    RECORDED = "recorded"


# While an act goes on beside the pages.
UNDER_WAY = frozenset({BatchState.READING, BatchState.APPLYING, BatchState.UNDOING})

IMPORT_KIND_LABELS: dict[ImportKind, Message] = {
    ImportKind.REFERENCE: N_("Liste de référence"),
    ImportKind.STANDARDS: N_("Normes existantes"),
    ImportKind.PROGRAMME: N_("Programme de travail"),
    ImportKind.MANDATES: N_("Personnes et mandats"),
}

BATCH_STATE_LABELS: dict[BatchState, Message] = {
    BatchState.MATCHING: N_("Colonnes à vérifier"),
    BatchState.READING: N_("Vérification en cours"),
    BatchState.STAGED: N_("À vérifier"),
    BatchState.APPLYING: N_("Application en cours"),
    BatchState.APPLIED: N_("Appliqué"),
    BatchState.UNDOING: N_("Annulation en cours"),
    BatchState.UNDONE: N_("Annulé"),
    BatchState.DISCARDED: N_("Abandonné"),
}

VERDICT_LABELS: dict[Verdict, Message] = {
    Verdict.NEW: N_("Nouvelle"),
    Verdict.CHANGED: N_("Modifiée"),
    Verdict.UNCHANGED: N_("Inchangée"),
    Verdict.REFUSED: N_("Refusée"),
    Verdict.UNDECIDED: N_("À décider"),
}

CHOICE_LABELS: dict[Choice, Message] = {
    Choice.FILE: N_("Prendre le fichier"),
    Choice.RECORDED: N_("Garder ce qui est enregistré"),
}

TAG_LABELS: dict[str, Message] = {
    "import:added_removed": N_("Fiche ajoutée par un import, retirée en l’annulant"),
    "import:applied": N_("Import appliqué"),
    "import:undone": N_("Import annulé"),
    "import:discarded": N_("Import abandonné"),
    "import:row_changed": N_("Fiche modifiée par un import"),
    "import:row_removed": N_("Fiche retirée en annulant un import"),
    "import:row_restored": N_("Fiche remise en l’état en annulant un import"),
}

# What may stand on something an import has created, as the sentence that names it.
HOLDER_LABELS: dict[str, Message] = {
    "account": N_("un compte"),
    "decision": N_("une décision"),
    "edition": N_("une autre norme"),
    "gender_tag": N_("un marqueur de genre"),
    "homologation_line": N_("un acte d’homologation"),
    "mandate": N_("un mandat"),
    "meeting_attendance": N_("une réunion"),
    "monitoring_presence": N_("une réunion du comité de suivi"),
    "needs_expression": N_("une expression de besoin"),
    "needs_reference": N_("une expression de besoin"),
    "nomination_call_recipient": N_("un appel à candidatures"),
    "nomination_proposal": N_("un appel à candidatures"),
    "person": N_("une personne du registre"),
    "reference_entry": N_("la liste de référence"),
    "relation": N_("un lien entre normes"),
    "review_round": N_("une relecture"),
    "text_equivalence": N_("une équivalence de textes"),
    "text_version": N_("un texte joint"),
    "training_attendance": N_("une formation"),
    "work_item": N_("un sujet du programme"),
}
OTHER_HOLDER: Message = N_("une autre fiche")
