"""What a ledger changes, each change through the action that a person would take, with its history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from data.actions.decisions import close, reopen, send_back
from data.actions.extensions import extend
from data.actions.reports import add_proof, report_done, report_void, tell_progress, withdraw_report
from data.actions.values import AlreadyRecorded, ProofDraft, ReportRules
from data.authors import Author
from data.errors import UsageError
from data.ledger.comparing import Stored, compare
from data.ledger.edits import Unclear
from data.ledger.moves import Step, steps_to
from data.ledger.values import Edit, LedgerWarning, Outcome, RowChange
from data.models import Assignment, ProofKind, Task
from data.repositories.ledger import LedgerRepository, regions_of
from data.statuses import FINISHED, Status
from data.wording.tasks import say_status

NO_WORDS = "按台账调整"
"""The words of an action where the ledger has none."""


def author_of(name: str) -> Author:
    """Return the author under whom history keeps what came from the ledger file `name`."""
    return Author(f"台账（{name}）")


def apply_edits(session: Session, edits: Iterable[Edit], author: Author, now: datetime) -> Outcome:
    """Apply what can be applied; a row of which something cannot be is left out whole, and named.

    Nothing is committed: in a session that only reads, this shows what would happen.
    """
    changes: list[RowChange] = []
    warnings: list[LedgerWarning] = []
    for edit, stored in _with_stored(session, {edit.assignment_id: edit for edit in edits}):
        try:
            left = compare(edit, stored, now.date())
            if left is not None and stored is not None:
                with session.begin_nested():
                    changes.append(_Row(session, left, stored, author, now).apply())
        except (Unclear, UsageError) as refusal:
            about = f"第{edit.item}项 {edit.unit}" if edit.item and edit.unit else ""
            warnings.append(LedgerWarning(edit.sheet, edit.row, about, str(refusal)))
    return Outcome(tuple(changes), tuple(warnings))


def _with_stored(session: Session, edits: dict[int, Edit]) -> Iterator[tuple[Edit, Stored | None]]:
    """Give each edit what is stored of its assignment, in the order of the workbook."""
    found: dict[int, Stored] = {}
    for region_id, keys in regions_of(session, edits.keys()).items():
        repository = LedgerRepository(session, region_id)
        proofs, words = repository.proofs_of(keys), repository.words_of(keys)
        for key, fact in repository.of(keys).items():
            found[key] = Stored(fact, tuple(proofs.get(key, ())), words.get(key, ""))
    return ((edit, found.get(key)) for key, edit in edits.items())


@dataclass(slots=True)
class _Row:
    """One edited row as it is applied; `told` says that an action has taken its words."""

    session: Session
    edit: Edit
    stored: Stored
    author: Author
    now: datetime
    told: bool = False

    def apply(self) -> RowChange:
        """Do what the row asks for, and return what that has changed. Raises Unclear or UsageError."""
        assignment = self._assignment()
        before, due_before = assignment.status, assignment.due
        # Only what is open can be extended, and what does not apply takes no proof.
        reopens = before in FINISHED
        if reopens:
            self._move(before)
        if self.edit.due is not None:
            extend(
                self.session, assignment.id, self.edit.due, self._words(), author=self.author, now=self.now
            )
        self._prove()
        if not reopens:
            self._move(before)
        if self.edit.remark and not self.told:
            tell_progress(self.session, assignment.id, self.edit.remark, author=self.author, now=self.now)
        return self._change(before, assignment, due_before)

    def _assignment(self) -> Assignment:
        return self.session.get_one(Assignment, self.edit.assignment_id, populate_existing=True)

    def _words(self) -> str:
        """Return the words of an action, which are then told."""
        self.told = True
        return self.edit.remark or NO_WORDS

    def _move(self, start: Status) -> None:
        """Take the steps to the status that the row states; what turns out otherwise is refused."""
        wanted = self.edit.status
        if wanted is None:
            return
        for step in steps_to(start, wanted) or ():
            if self._assignment().status is not wanted:
                self._take(step)
        reached = self._assignment().status
        if reached is not wanted:
            raise Unclear(f"状态改不成{say_status(wanted)}（会变成{say_status(reached)}），没有改动")

    def _take(self, step: Step) -> None:
        session, key, author, now = self.session, self.edit.assignment_id, self.author, self.now
        match step:
            case Step.PROGRESS:
                tell_progress(session, key, self._words(), author=author, now=now)
            case Step.REPORT:
                self.told = True
                report_done(session, key, rules=ReportRules(), words=self.edit.remark, author=author, now=now)
            case Step.VOID:
                rules = ReportRules(review=False)
                report_void(session, key, self._words(), rules=rules, author=author, now=now)
            case Step.CLOSE:
                self.told = True
                close(session, key, words=self.edit.remark, author=author, now=now)
            case Step.SEND_BACK:
                send_back(session, key, self._words(), author=author, now=now)
            case Step.WITHDRAW:
                self._tell_first()
                withdraw_report(session, key, author=author, now=now)
            case Step.REOPEN:
                reopen(session, key, self._words(), author=author, now=now)

    def _tell_first(self) -> None:
        """Tell the remark while the report stands: told after it, it would begin what is 未开始 again."""
        if self.edit.remark and not self.told and self.edit.status is Status.PENDING:
            self.told = True
            tell_progress(
                self.session, self.edit.assignment_id, self.edit.remark, author=self.author, now=self.now
            )

    def _prove(self) -> None:
        """Add each line of proof that is not there yet."""
        for line in self.edit.proofs:
            kind = ProofKind.LINK if line.casefold().startswith(("http://", "https://")) else ProofKind.TEXT
            draft = ProofDraft(kind, line)
            try:
                add_proof(self.session, self.edit.assignment_id, draft, author=self.author, now=self.now)
            except AlreadyRecorded:
                continue

    def _change(self, before: Status, assignment: Assignment, due_before: date | None) -> RowChange:
        self.session.flush()
        task = self.session.get_one(Task, assignment.task_id)
        edit = self.edit
        return RowChange(
            sheet=edit.sheet,
            row=edit.row,
            assignment_id=edit.assignment_id,
            plan=self.stored.fact.plan_key,
            item=self.stored.fact.item,
            scope=task.scope,
            unit=self.stored.fact.unit,
            before=before,
            after=assignment.status,
            due_before=due_before,
            due_after=assignment.due,
            proofs=edit.proofs,
            remark=edit.remark,
        )
