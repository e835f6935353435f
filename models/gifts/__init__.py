"""Gifts (presentes) to the mayor, registered for transparency: from whom, what, how much, what became of it."""

from models.gifts.register import DESTINE, SUBJECT, Gift, GiftStatus, receive

__all__ = ["DESTINE", "SUBJECT", "Gift", "GiftStatus", "receive"]
