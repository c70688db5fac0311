"""Registers the invitations app with Django."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """The invitations room of the business."""

    name = "boekbrug.business.invitations"
    label = "invitations"
