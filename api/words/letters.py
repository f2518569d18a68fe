"""What both doors say beside a letter."""

from __future__ import annotations

from graph.said import said

ONLY_A_DRAFT = said(
    "This is a draft, and nothing has been sent. Check it, put in your name, and send it to the town's public address."
)
PUBLIC_PAGE = said("The town's public page, where its address stands:")
RESTS_ON = said("What the letter rests on")
