import os
from tests.browser import casework_world
from tests.browser.casework_world import UNION, MONITOR
from tests.browser.reporter_steps import Reporter
from tests.browser.casework_reporter import picture
def test_look(server, open_context, tmp_path):
    world = casework_world.begin(server, open_context)
    photo = tmp_path/"gate.png"; photo.write_bytes(picture(200))
    opts = dict(viewport={"width":int(os.environ.get("W","360")),"height":740},color_scheme=os.environ.get("SCHEME","light"))
    r = Reporter(open_context(**opts), server.intake, language=os.environ.get("LANG_","en"), look=True)
    r.begins(); r.chooses(UNION)
    r.tells("They keep our pay back since June.\nTwo lines.", name="Rina", place="Star Textiles, Mill Road 12")
    r.adds(photo); r.reviews(); r.writes_code_down(); r.arrives()
    print(r.faults)
    r.reads(); r.shows("24-receipt")
    assert r.faults==[]
