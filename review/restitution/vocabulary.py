"""Words of the restitution sheet, in both its languages, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.messages import N_, Message

TAG_LABELS: dict[str, Message] = {
    "restitution:drafted": N_("Fiche de restitution modifiée"),
    "restitution:published": N_("Fiche de restitution publiée"),
}

LANGUAGES = ("fr", "en")

# The headings and fixed sentences of the sheet: it is one paper in two languages.
WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {
        "fr": "Fiche de restitution CEE-ONU",
        "en": "UNECE restitution sheet",
    },
    "declaration": {
        "fr": "Déclaration de la CEE-ONU sur les normes et l’élaboration de normes sensibles au "
        "genre",
        "en": "UNECE Declaration for gender-responsive standards and standards development",
    },
    "element": {"fr": "Élément", "en": "Item"},
    "fact": {"fr": "Contenu", "en": "Content"},
    "contact": {"fr": "Contact", "en": "Contact"},
    "plan": {"fr": "Plan d’action", "en": "Action plan"},
    "period": {"fr": "Période du plan", "en": "Plan period"},
    "as_of": {"fr": "Chiffres au", "en": "Figures as of"},
    "commitments": {"fr": "Engagements", "en": "Commitments"},
    "figures": {"fr": "Chiffres", "en": "Figures"},
    "indicator": {"fr": "Indicateur", "en": "Indicator"},
    "target": {"fr": "Cible", "en": "Target"},
    "value": {"fr": "Valeur", "en": "Value"},
    "state": {"fr": "État", "en": "State"},
    "actions": {"fr": "Actions faites", "en": "Actions done"},
    "no_action": {
        "fr": "Aucun livrable du plan n’est encore terminé.",
        "en": "No deliverable of the plan is completed yet.",
    },
    # Two figures that must not be taken for each other: how many were examined, how many count.
    "examined": {"fr": "Normes examinées", "en": "Items assessed"},
    "counted": {
        "fr": "Normes de marqueur final 1 ou 2, sur les normes nationales homologuées",
        "en": "Standards whose final marker is 1 or 2, of the national standards approved",
    },
    "trained": {"fr": "Formation", "en": "Training"},
    "story": {"fr": "Une réussite", "en": "One success story"},
    "unknown": {"fr": "inconnu", "en": "unknown"},
    "hidden": {
        "fr": "masqué pour protéger les personnes",
        "en": "withheld to protect individuals",
    },
    "not_closed": {
        "fr": "publié une fois un relevé clos",
        "en": "published once a reading is closed",
    },
    "not_applicable": {"fr": "sans objet", "en": "not applicable"},
    "no_universe": {"fr": "aucun total n’est déclaré", "en": "no universe is declared"},
    "thin": {
        "fr": "pas de pourcentage : trop de sexes non déclarés",
        "en": "no percentage: too many people have not declared their sex",
    },
    "declared": {"fr": "sexe déclaré", "en": "sex declared"},
    "between": {"fr": "entre {} et {}", "en": "between {} and {}"},
    "in_french": {"fr": "", "en": "in French"},
    "method": {
        "fr": "Les chiffres sur les personnes viennent de relevés clos ; les autres sont ceux du "
        "jour de la publication. Rien n’est arrondi ni estimé ; ce qui n’est pas connu est dit.",
        "en": "Figures about people come from closed readings; the others are those of the day of "
        "publication. Nothing is rounded up or estimated; what is not known is said. The title of "
        "the plan and its targets are our translation: the French text stands.",
    },
}

STATES: Mapping[str, Mapping[str, str]] = {
    "met": {"fr": "cible atteinte", "en": "target reached"},
    "late": {"fr": "en retard", "en": "late"},
    "under_way": {"fr": "en chemin", "en": "under way"},
    "followed": {"fr": "suivi, sans cible chiffrée", "en": "followed, no numerical target"},
    "unknown": {"fr": "inconnu", "en": "unknown"},
}

# What each count of an indicator that has several is called, by the beginning of its label.
COUNTS: Mapping[str, Mapping[str, str]] = {
    "Organismes nationaux de normalisation dont": {
        "fr": "organismes nationaux",
        "en": "national bodies",
    },
    "Organismes régionaux et internationaux dont": {
        "fr": "organismes régionaux et internationaux",
        "en": "regional and international organisations",
    },
    "Personnes distinctes formées": {"fr": "personnes distinctes", "en": "distinct people"},
    "Femmes, parmi celles qui ont déclaré leur sexe": {"fr": "femmes", "en": "women"},
    "Comité technique de normalisation": {"fr": "CTN", "en": "technical committees"},
    "Groupe de travail": {"fr": "GT", "en": "working groups"},
    "Comité miroir national": {"fr": "CMN", "en": "mirror committees"},
    "Besoins sans projet": {"fr": "besoins sans projet", "en": "needs without a project"},
    "Projets au programme": {"fr": "projets au programme", "en": "projects on the programme"},
    "Normes homologuées": {"fr": "normes homologuées", "en": "standards approved"},
}

# What stands beside a figure and belongs on the sheet, by the beginning of its label.
BESIDE: Mapping[str, Mapping[str, str]] = {
    "Personnes distinctes, femmes": {
        "fr": "femmes, personnes distinctes",
        "en": "women, distinct people",
    },
    "Vérifiées, parmi elles": {"fr": "vérifiées", "en": "verified"},
    "Séries nationales dont la date de source est inconnue": {
        "fr": "séries sans date connue",
        "en": "series of unknown date",
    },
    "Plans dont la période est finie, parmi eux": {
        "fr": "plans dont la période est finie",
        "en": "plans whose period is over",
    },
    "Rapport d’analyse que demande le plan, terminé": {
        "fr": "rapport d’analyse terminé",
        "en": "analysis report completed",
    },
    "Chiffres publiés ailleurs sur ces sujets": {
        "fr": "chiffres publiés ailleurs",
        "en": "figures published elsewhere",
    },
    "Modules internes qui existent": {"fr": "modules internes", "en": "internal modules"},
    "Modules externes qui existent": {"fr": "modules externes", "en": "external modules"},
    "Participations": {"fr": "participations", "en": "person-trainings"},
    "Formations tenues": {"fr": "formations tenues", "en": "trainings held"},
    "Supports diffusés dans la période": {
        "fr": "supports diffusés",
        "en": "materials distributed",
    },
    "Comités dans l’équilibre 40/60": {
        "fr": "comités dans l’équilibre 40/60",
        "en": "committees within the 40/60 balance",
    },
    "Textes de participation en vigueur sans expression": {
        "fr": "textes de participation en termes neutres",
        "en": "participation texts in neutral terms",
    },
    "Spécialiste du genre engagé": {
        "fr": "spécialiste du genre engagé",
        "en": "gender specialist engaged",
    },
    "Intérêt principal": {"fr": "principal", "en": "principal"},
    "Intérêt significatif": {"fr": "significatif", "en": "significant"},
    "Prévision : Objectif principal": {
        "fr": "prévision « objectif principal »",
        "en": "forecast “principal objective”",
    },
    "Prévision : Prise en compte significative": {
        "fr": "prévision « prise en compte significative »",
        "en": "forecast “significant”",
    },
    "Plan validé le": {"fr": "validations enregistrées", "en": "validations recorded"},
    "Validation du plan non enregistrée": {
        "fr": "validations enregistrées",
        "en": "validations recorded",
    },
    "Réunions tenues, compte rendu pas encore arrêté": {
        "fr": "tenues, compte rendu pas encore arrêté",
        "en": "held, minutes not yet settled",
    },
}
