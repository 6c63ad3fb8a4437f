"""Words of the analysis reports, and the lines of the plan that ask for one."""

from __future__ import annotations

from catalogue.messages import N_, Message

PAPER_TOPIC = "analysis_report"

# The lines whose indicator is a report of analysis, and whom each is about.
REPORT_LINES: dict[str, Message] = {
    "2.1": N_("Personnel de l’Agence"),
    "2.2": N_("Experts nationaux"),
}

# What the analyst writes, in the order of the paper.
PARTS: dict[str, Message] = {
    "findings": N_("Constat"),
    "causes": N_("Causes"),
    "recommendations": N_("Recommandations"),
}

TAG_LABELS: dict[str, Message] = {
    "analysis_report:begun": N_("Rapport d’analyse commencé"),
    "analysis_report:edited": N_("Rapport d’analyse modifié"),
    "analysis_report:removed": N_("Projet de rapport d’analyse retiré"),
    "analysis_report:published": N_("Rapport d’analyse publié"),
}
