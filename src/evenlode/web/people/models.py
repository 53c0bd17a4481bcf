"""People, organisations, and the roles that people hold for a contract."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from evenlode.web.people.roles import Role


class Organisation(models.Model):
    """An organisation. party: its name in the contract, empty where it is no party to it (an auditor's, say)."""

    party = models.SlugField(max_length=80, blank=True)
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager):
    """Makes people."""

    def create_user(self, email: str, name: str, password: str | None = None, **about: object) -> Person:
        """A person who can sign in with the password, or by no password at all."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, **about)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this e-mail address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. subject: who they are to an OpenID provider, as its issuer and its own name for them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_persona = models.BooleanField(default=False)
    subject = models.CharField(max_length=400, unique=True, null=True, blank=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person holds for a contract, for an organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    contract = models.SlugField(max_length=80)
    role = models.CharField(max_length=40, choices=[(role.value, role.said) for role in Role])

    class Meta:
        """One role once for a person, organisation and contract."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "organisation", "contract", "role"], name="membership_once")
        ]
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} for {self.organisation}"


class Token(models.Model):
    """What a program shows in place of a person: kept as its hash alone, for one role, until a day."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    ends = models.DateField()

    class Meta:
        """The oldest first."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name
