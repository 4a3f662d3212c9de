"""Who publishes the site, for the footer and the accessibility statement: the one place for what differs by publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.view.page import plain

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_PAGE = re.compile(r"https://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Publisher:
    """`name` of the body and how to reach it: an address of mail, a page, a telephone number, or words."""

    name: str = ""
    contact: str = ""

    @property
    def address(self) -> str:
        """Where a link to the contact leads, "" where it is neither mail nor page."""
        if _MAIL.fullmatch(self.contact):
            return f"mailto:{plain(self.contact)}"
        return plain(self.contact) if _PAGE.fullmatch(self.contact) else ""
