"""What organisations get to read of a report that a browser filed, opened by the other implementation."""

from remedy_api.cli.client.casework import look
from remedy_api.cli.client.rooms import contents
from remedy_api.sealing.content import Content
from tests.browser.casework_world import World


def opened_by(world: World, who: str, room: bytes, *, epoch: int = 0) -> list[Content]:
    """Everything of one epoch (0: what was filed, later: the conversation), as a member's own keys open it."""
    door = world.members[who].door
    _, opened = look(world.members[who], room)
    path = f"/v1/rooms/{room.hex()}/entries"
    found = contents(opened, lambda entry: door.get(f"{path}/{entry}/body").content)
    return [content for header, content in found if content is not None and min(header.epoch, 1) == epoch]


def rooms_of(world: World, organisation: str, who: str) -> list[bytes]:
    """The reports of an organisation."""
    reports = world.members[who].door.pages(f"/v1/organisations/{world.organisations[organisation]}/reports")
    return [bytes.fromhex(str(report["room"])) for report in reports]
