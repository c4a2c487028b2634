"""The latest nudge of a chat: what 收到 means where nothing is replied to."""

from datetime import timedelta

from data.repositories.asked import AskedRepository
from handlers.memory.said import read
from handlers.reporting.scene import Scene

LATELY = timedelta(days=7)
NOBODY = 0
"""Under this person the messages are kept that nobody asked for."""


def latest_nudge(scene: Scene) -> tuple[int, ...]:
    """Return the assignments of the chat's latest nudge; nothing where there was none lately."""
    place = scene.request.speaker.place
    rows = AskedRepository(scene.session, place.chat).lately(place.topic, NOBODY, scene.now - LATELY)
    for row in rows:
        kept = read(row.query)
        if kept is not None and kept.assignments:
            return kept.assignments
    return ()
