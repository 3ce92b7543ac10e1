"""Forms of offices and people: shape and presence. The rules themselves are asked in operations."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from supervision.core.access import Post
from supervision.core.i18n import LANGUAGES
from supervision.offices.rules import LONGEST_NAME, TokenScope, one_line

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_FILL = _("Fill this in.")
_NO_SUCH_DAY = _("There is no such day. Write it as dd.mm.yyyy.")
_CHOOSE = _("Choose one of the list.")


def _tidy(value: str | None) -> str | None:
    return None if value is None else one_line(value)


def day_field(label: Any, validators: Any) -> DateField:
    """A day as dd.mm.yyyy; a day that does not exist is said so, and stays as typed."""
    return DateField(
        label,
        validators,
        format=DAY_FORMATS,
        invalid_value_message=_NO_SUCH_DAY,  # type: ignore[call-arg]
    )


def choice(label: Any, **options: Any) -> SelectField:
    """A select whose wrong choice is said in the user's language; its choices come at request time."""
    return SelectField(label, validate_choice=False, **options)


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Login and password; nothing is said about either before both are looked at."""

    login = StringField(_("Login"))
    password = PasswordField(_("Password"))
    next = HiddenField()
    kept = HiddenField()


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    """The present password and the new one, twice."""

    current_password = PasswordField(_("Present password"), [InputRequired(_FILL)])
    new_password = PasswordField(_("New password"), [InputRequired(_FILL)])
    repeated_password = PasswordField(_("New password once more"), [InputRequired(_FILL)])
    kept = HiddenField()

    def validate_repeated_password(self, field: PasswordField) -> None:
        """A slip of the finger would lock the person out."""
        if field.data != self.new_password.data:
            raise ValidationError(_("The two new passwords are not the same."))


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A person's account as an administrator writes it."""

    full_name = StringField(
        _("Surname, name, patronymic"),
        [InputRequired(_FILL), Length(max=LONGEST_NAME, message=_("The name is too long."))],
        filters=[_tidy],
    )
    office_id = choice(_("Office"), coerce=int)
    post = choice(_("Post"))
    language = choice(_("Language"))
    active = BooleanField(_("May sign in"), default=True)
    version = HiddenField()

    def offer(self, offices: list[tuple[int, str]]) -> None:
        """Fill the lists: the offices one may choose, the posts and the languages."""
        self.office_id.choices = offices
        self.post.choices = [(post.value, _(f"offices.post.{post.value}")) for post in Post]
        self.language.choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]

    def validate_office_id(self, field: SelectField) -> None:
        """Only an office that was offered."""
        _offered(field)

    def validate_post(self, field: SelectField) -> None:
        """Only a post that exists."""
        _offered(field)

    def validate_language(self, field: SelectField) -> None:
        """Only a language the product speaks."""
        _offered(field)


class NewPersonForm(PersonForm):
    """A new account: the same, with its login."""

    login = StringField(_("Login"), [InputRequired(_FILL)], filters=[_tidy])


class AssignmentForm(FlaskForm):  # type: ignore[misc]
    """A topic or a region given to a prosecutor from a day on (`2015 ¶5`)."""

    person = choice(_("Prosecutor"), coerce=int)
    what = choice(_("Topic or region"))
    from_on = day_field(_("From"), [InputRequired(_FILL)])

    def validate_person(self, field: SelectField) -> None:
        """Only somebody of this office."""
        _offered(field)

    def validate_what(self, field: SelectField) -> None:
        """Only a topic or a region that was offered."""
        _offered(field)


class OfficeForm(FlaskForm):  # type: ignore[misc]
    """Names, seat and days of work of an office."""

    name_kk = StringField(_("Name in Kazakh"), [InputRequired(_FILL)], filters=[_tidy])
    name_ru = StringField(_("Name in Russian"), [InputRequired(_FILL)], filters=[_tidy])
    name_en = StringField(_("Name in English"), [InputRequired(_FILL)], filters=[_tidy])
    seat_kk = StringField(_("Seat in Kazakh"), filters=[_tidy])
    seat_ru = StringField(_("Seat in Russian"), filters=[_tidy])
    active_from = day_field(_("Works from"), [Optional()])
    active_to = day_field(_("Works until"), [Optional()])
    seen = HiddenField()


class TokenForm(FlaskForm):  # type: ignore[misc]
    """A token of the JSON API: what it is for, what it may do, its last day."""

    name = StringField(_("What it is for"), [InputRequired(_FILL)], filters=[_tidy])
    scope = choice(_("What it may do"))
    until_on = day_field(_("Last day"), [InputRequired(_FILL)])

    def offer(self) -> None:
        """Fill the list of what a token may do."""
        self.scope.choices = [(each.value, _(f"offices.token.{each.value}")) for each in TokenScope]

    def validate_scope(self, field: SelectField) -> None:
        """Only what was offered."""
        _offered(field)


def _offered(field: SelectField) -> None:
    groups: Any = field.choices or []
    flat = groups.values() if isinstance(groups, dict) else [groups]
    if field.data not in {value for group in flat for value, *_rest in group}:
        raise ValidationError(str(_CHOOSE))
