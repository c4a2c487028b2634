"""The rows of a plan that words name, whoever has them."""

from handlers.answers.asking import Place
from handlers.answers.table import find_answer
from handlers.message import Reply
from handlers.replies import word_answer
from handlers.reporting.scene import Scene
from handlers.understanding.query import Intent, Query
from handlers.understanding.understand import understand


def items_of(scene: Scene, text: str) -> list[int] | Reply:
    """Return the tasks that a text names; of several plans all, and what is said where there is none."""
    read = understand(
        text,
        vocabulary=scene.vocabulary,
        region=scene.region.name,
        unit=None,
        today=scene.today,
        wide_chat=True,
    )
    query = Query(
        text,
        Intent.REPORT,
        read.language,
        region_id=scene.region.region_id,
        region=scene.region.name,
        everywhere=True,
        items=read.items,
        plan=read.plan,
        subject=None if read.items else read.subject,
        domains=read.domains,
    )
    if not (query.items or query.subject or query.domains):
        return []
    place = Place(scene.request.seat.unit, scene.services.plans(scene.region.region_id))
    answer = find_answer(scene.session, query, scene.today, place)
    if answer.trouble is not None:
        return Reply(word_answer(answer, scene.today).text)
    tasks = [entry.task_id for entry in answer.tasks]
    for option in answer.choices:
        if option.plan:
            of_plan = Query(
                text,
                Intent.REPORT,
                region_id=scene.region.region_id,
                region=scene.region.name,
                everywhere=True,
                items=read.items,
                plan=option.plan,
            )
            tasks += [one.task_id for one in find_answer(scene.session, of_plan, scene.today, place).tasks]
    return list(dict.fromkeys(tasks))
