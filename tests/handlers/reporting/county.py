"""A town in which units, supervisors, the office and leaders each have their group and their clerk."""

from typing import Any

from sqlalchemy import select
from town import FAR_GROUP, GROUP, OTHER_GROUP, Town, buttons, labels

from data.models import Assignment, Chat, Notice, Task, Unit
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.said import Kept, Said

SUPERVISOR_GROUP, OFFICE_GROUP, LEADERS_GROUP = -400, -500, -600
CHATS = {
    GROUP: "县住建局",
    OTHER_GROUP: "县财政局",
    SUPERVISOR_GROUP: "县数据资源管理局",
    OFFICE_GROUP: "县政府办公室",
    LEADERS_GROUP: "领导",
}
HOUSING, FINANCE, DATA, OFFICE, LEADERS, FAR = 11, 12, 13, 14, 15, 16
"""A clerk of each group."""

PLACES = {
    HOUSING: GROUP,
    FINANCE: OTHER_GROUP,
    DATA: SUPERVISOR_GROUP,
    OFFICE: OFFICE_GROUP,
    LEADERS: LEADERS_GROUP,
    FAR: FAR_GROUP,
}


class County(Town):
    """Conversations of clerks, each in their own group unless it is said otherwise."""

    def tell(self, person: int, text: str, **more: Any) -> str:
        """Let a clerk say something to the bot in their group; return what it says."""
        said = text if text.startswith("/") else f"@duban_bot {text}"
        return "\n".join(self.says(said, person=person, chat=PLACES[person], **more))

    def answer(self, person: int, text: str, **more: Any) -> str:
        """Let a clerk reply to the bot's last message."""
        return "\n".join(self.says(text, person=person, chat=PLACES[person], **self.replying(), **more))

    def press(self, person: int, label: str, said: dict[str, Any] | None = None) -> str:
        """Let somebody press the button of this label; return what is said, shown in its place, or aside."""
        said, shown = self._with(label, said)
        edits, presses = len(self.network.edited), len(self.network.pressed)
        data = next(key["callback_data"] for key in buttons(shown) if key["text"] == label)
        new = self.presses(person=person, said=said, data=data)
        edited = [one["text"] for one in self.network.edited[edits:]]
        alerts = [one["text"] for one in self.network.pressed[presses:] if one.get("text")]
        return "\n".join([*new, *edited, *alerts])

    def _with(self, label: str, said: dict[str, Any] | None) -> tuple[dict[str, Any], dict[str, Any]]:
        """Find the newest message, as it is now, that has the button."""
        if said is not None:
            return said, said
        now = {self.number_of(one): one for one in self.network.said}
        now |= {one["message_id"]: one for one in self.network.edited}
        number, shown = next(
            (number, one) for number, one in sorted(now.items(), reverse=True) if label in labels(one)
        )
        return self.network.said[number - 1001], shown

    def status(self, item: int, unit: str = "县住建局") -> str:
        """Return the status of the first assignment of a unit and an item."""
        return self._assignment(item, unit).status.value

    def due(self, item: int, unit: str = "县住建局") -> str:
        """Return the due date of the first assignment of a unit and an item."""
        return str(self._assignment(item, unit).due)

    def assignment(self, item: int, unit: str = "县住建局") -> int:
        """Return the number of the first assignment of a unit and an item."""
        return self._assignment(item, unit).id

    def letters(self) -> list[tuple[str | None, str]]:
        """Return what is owed: to whose chat, and the text."""
        with self.database.read() as session:
            query = select(Chat.title, Notice.payload).join(Chat, Chat.id == Notice.chat_id)
            return [(title, payload["text"]) for title, payload in session.execute(query.order_by(Notice.id))]

    def nudge(self, person: int, *assignments: int) -> dict[str, Any]:
        """Let the bot have sent a nudge to a clerk's group; return what makes a message a reply to it."""
        chat = PLACES[person]
        message = 900
        memory = Memory(self.database)
        said = memory.keep(Place(chat), 0, Said(Kept(assignments=assignments), self.clock.now()))
        memory.answered(Place(chat), said, message)
        place = {"message_id": message, "date": 1_600_000_000, "chat": {"id": chat, "type": "supergroup"}}
        bot = {"id": 77, "is_bot": True, "first_name": "督办", "username": "duban_bot"}
        return {"reply_to_message": {**place, "from": bot, "text": "催办"}}

    def _assignment(self, item: int, unit: str) -> Assignment:
        with self.database.read() as session:
            query = (
                select(Assignment)
                .join(Task, Task.id == Assignment.task_id)
                .join(Unit, Unit.id == Assignment.unit_id)
                .where(Task.item == str(item), Unit.name == unit)
                .order_by(Assignment.due)
            )
            return session.scalars(query).first()
