"""What a reporter's receipt shows of the case her report is part of."""

from fastapi import APIRouter, Depends

from remedy_api.access import guards
from remedy_api.cases.queries.reports import acknowledged_on, file_of_report
from remedy_api.cases.schemas import CaseOfReceipt
from remedy_api.cases.views import view_for_receipt
from remedy_api.intake.endpoints.receipts import Lane
from remedy_api.intake.queries import room_of_receipt
from remedy_api.intake.schemas import Lookup
from remedy_api.kit.db.session import DbSession

receipts = APIRouter(prefix="/v1/receipts", tags=["receipts"], dependencies=[Depends(guards.receipt_holder)])


@receipts.post("/case")
def get_case(sent: Lookup, session: DbSession, lane: Lane) -> CaseOfReceipt:
    """Where the case of this report stands, as the server says; null while there is none."""
    room = room_of_receipt(session, lane, sent.lookup)
    file = file_of_report(session, room.room)
    day = acknowledged_on(session, [room.room]).get(room.room)
    return CaseOfReceipt(case=view_for_receipt(session, file, room, day) if file else None)
