"""Words of the accounts slice."""

from enum import StrEnum

from catalogue.messages import N_, Message


class LinkPurpose(StrEnum):
    """What a one-time link or sheet is for."""

    SETUP = "setup"
    INVITATION = "invitation"
    RESET = "reset"


LINK_PURPOSE_LABELS: dict[LinkPurpose, Message] = {
    LinkPurpose.SETUP: N_("Première installation"),
    LinkPurpose.INVITATION: N_("Fiche d’invitation"),
    LinkPurpose.RESET: N_("Fiche de réinitialisation"),
}

TAG_LABELS: dict[str, Message] = {
    "account:set_up": N_("Premier compte d’administration créé"),
    "account:created": N_("Compte créé"),
    "account:changed": N_("Compte modifié"),
    "account:profile_changed": N_("Profil modifié par la personne"),
    "account:role_given": N_("Rôle donné"),
    "account:role_ended": N_("Rôle terminé"),
    "account:deactivated": N_("Compte fermé"),
    "account:reactivated": N_("Compte rouvert"),
    "account:link_made": N_("Fiche ou lien de mot de passe préparé"),
    "account:password_set": N_("Mot de passe choisi avec une fiche ou un lien"),
    "account:password_changed": N_("Mot de passe changé par la personne"),
}
