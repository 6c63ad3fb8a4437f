"""Forms of signing in, of accounts and of one's own profile."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from catalogue.accounts.passwords import SHORTEST
from catalogue.accounts.rules import GIVEN_ROLES
from catalogue.errors import Invalid
from catalogue.forms import (
    ChoiceField,
    EmailField,
    Form,
    FrenchDateField,
    LongTextField,
    ManyOfField,
    OneOfField,
    Required,
    SecretField,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.messages import N_
from catalogue.permissions import ROLE_LABELS

ROLE_CHOICES = {role: ROLE_LABELS[role] for role in GIVEN_ROLES}

_ADVICE = _l(
    "Au moins %(shortest)d caractères. Le plus sûr et le plus simple à retenir : trois ou quatre "
    "mots sans rapport entre eux. Les espaces et les accents sont permis.",
    shortest=SHORTEST,
)
_IDENTIFIER_HINT = _l(
    "Ce que la personne écrit pour se connecter : lettres sans accent, chiffres, point, tiret. "
    "Par exemple : a.traore"
)
_EMAIL_HINT = _l(
    "Sans adresse, la personne se connecte avec son identifiant et reçoit ses codes sur papier."
)


def _new_password() -> SecretField:
    return SecretField(
        _l("Nouveau mot de passe"),
        [Required(_l("Choisissez un mot de passe."))],
        description=_ADVICE,
    )


def _repeated() -> SecretField:
    return SecretField(
        _l("Le même, encore une fois"),
        [Required(_l("Écrivez une seconde fois le nouveau mot de passe."))],
    )


def check_repeated(form: NewPasswordForm | ChangePasswordForm | SetupForm) -> None:
    """Refuse a password typed in two different ways; raises :class:`Invalid`."""
    if form.new_password.data != form.repeat_password.data:
        raise Invalid(
            N_("Le mot de passe n’est pas enregistré."),
            {"repeat_password": N_("Écrivez exactement le même mot de passe dans les deux cases.")},
        )


class NewPasswordForm(Form):
    """A password chosen, typed twice."""

    new_password = _new_password()
    repeat_password = _repeated()


class ChangePasswordForm(Form):
    """One's own password changed, knowing the present one."""

    current_password = SecretField(
        _l("Mot de passe actuel"),
        [Required(_l("Écrivez le mot de passe avec lequel vous vous connectez aujourd’hui."))],
    )
    new_password = _new_password()
    repeat_password = _repeated()


class CodeForm(Form):
    """The code of a printed sheet."""

    code = TextField(
        _l("Code de votre fiche"),
        [Required(_l("Recopiez le code imprimé sur votre fiche."))],
        maximum=40,
        description=_l(
            "Seize lettres et chiffres, par exemple 7K2M-0QXA-93VB-TR5E. Les tirets et les "
            "majuscules ne comptent pas."
        ),
    )


class ForgottenForm(Form):
    """Whose password is forgotten."""

    identifier = TextField(
        _l("Identifiant ou adresse électronique"),
        [Required(_l("Écrivez votre identifiant ou votre adresse électronique."))],
        maximum=254,
    )


class SetupForm(Form):
    """The agency's name, and the first administrator."""

    agency_acronym = TextField(
        _l("Sigle de l’agence"), [Required(_l("Écrivez le sigle de l’agence."))], maximum=40
    )
    agency_name = TextField(
        _l("Nom de l’agence"), [Required(_l("Écrivez le nom de l’agence."))], maximum=300
    )
    name = TextField(
        _l("Prénom et nom"),
        [Required(_l("Écrivez le nom tel que les autres le verront."))],
        maximum=200,
    )
    username = TextField(
        _l("Identifiant"),
        [Required(_l("Choisissez l’identifiant avec lequel vous vous connecterez."))],
        maximum=80,
        description=_l("Lettres sans accent, chiffres, point, tiret. Par exemple : a.traore"),
    )
    email = EmailField(_l("Adresse électronique"))
    new_password = _new_password()
    repeat_password = _repeated()


class AccountFields(Form):
    """What identifies an account."""

    name = TextField(
        _l("Prénom et nom"),
        [Required(_l("Écrivez le nom tel que les autres le verront."))],
        maximum=200,
    )
    username = TextField(
        _l("Identifiant"),
        [Required(_l("Écrivez l’identifiant de connexion."))],
        maximum=80,
        description=_IDENTIFIER_HINT,
    )
    email = EmailField(_l("Adresse électronique"), description=_EMAIL_HINT)
    person_id = ChoiceField(
        _l("Personne du registre"),
        coerce=int,
        blank=_l("Aucune pour le moment"),
        description=_l(
            "Relie le compte aux mandats et à l’organisation de la personne : c’est ce qui permet "
            "d’écarter d’une relecture qui y a un intérêt."
        ),
    )

    def __init__(self, *args: Any, people: list[SelectChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person_id.choices = people


class AccountForm(VersionedForm, AccountFields):
    """An account's facts, to change."""


class NewAccountForm(AccountFields):
    """An account to open, with its first roles."""

    roles = ManyOfField(_l("Rôles"), choices=choices(ROLE_CHOICES))
    outsider = TickField(
        _l("Aucun rôle : une personne extérieure, que le secrétariat invitera à un seul départage")
    )
    committee = ChoiceField(
        _l("Comité présidé"),
        coerce=int,
        blank=_l("Aucun"),
        description=_l("Seulement pour le rôle « Présidence de CTN »."),
    )

    def __init__(self, *args: Any, committees: list[SelectChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee.choices = committees

    def validate_roles(self, field: ManyOfField) -> None:
        """Ask for a role, or for none on purpose."""
        if not field.data and not self.outsider.data:
            raise ValidationError(
                _("Choisissez au moins un rôle, ou dites que la personne n’en aura aucun.")
            )
        if field.data and self.outsider.data:
            raise ValidationError(_("Gardez les rôles ou « Aucun rôle », mais pas les deux."))


class GiveRoleForm(Form):
    """One more role, from a day on."""

    role = OneOfField(
        _l("Rôle"), [Required(_l("Choisissez un rôle."))], choices=choices(ROLE_CHOICES)
    )
    committee = ChoiceField(
        _l("Comité présidé"),
        coerce=int,
        blank=_l("Aucun"),
        description=_l("Seulement pour le rôle « Présidence de CTN »."),
    )
    since = FrenchDateField(
        _l("Premier jour"), [Required(_l("Écrivez à partir de quel jour ce rôle compte."))]
    )
    until = FrenchDateField(
        _l("Dernier jour"), description=_l("Laissez vide si la fin n’est pas connue.")
    )

    def __init__(self, *args: Any, committees: list[SelectChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee.choices = committees


class EndRoleForm(Form):
    """The last day of a role."""

    last_day = FrenchDateField(
        _l("Dernier jour"),
        [Required(_l("Écrivez le dernier jour de ce rôle."))],
        description=_l(
            "Le rôle compte encore ce jour-là. Il restera visible dans le passé du compte."
        ),
    )


class CloseForm(VersionedForm):
    """Why an account is closed."""

    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez pourquoi ce compte est fermé."))],
        maximum=600,
    )


class ProfileForm(VersionedForm):
    """What one changes of one's own account."""

    name = TextField(
        _l("Prénom et nom"),
        [Required(_l("Écrivez votre nom tel que les autres le verront."))],
        maximum=200,
    )
    email = EmailField(
        _l("Adresse électronique"),
        description=_l("Sert à vous prévenir de ce qui vous attend et à changer de mot de passe."),
    )
    locale = OneOfField(_l("Langue"), [Required(_l("Choisissez une langue."))])
