"""How a page is looked at: narrow and wide, light and dark."""

from tests.browser.casework_people import Person
from tests.browser.conftest import axe, shoot

LOOKS = {
    # All rules once: most of them read the page's structure, which is the same in every look.
    (320, "light"): None,
    (320, "dark"): ["color-contrast", "link-in-text-block"],
    (1280, "light"): ["target-size", "scrollable-region-focusable"],
    (1280, "dark"): ["color-contrast", "link-in-text-block"],
}
"""Width in pixels and colours, and the rules of axe that this look can change."""
PICTURED = ((320, "light"), (1280, "dark"))


def in_every_look(person: Person, name: str, *, pictures: str = "") -> list[str]:
    """What is wrong with the page that is open, each fault in a line; pictures are kept under `pictures` or the name."""
    page, faults = person.page, []
    direction = "rtl" if person.language == "ar" else "ltr"
    html = page.locator("html")
    if (html.get_attribute("lang"), html.get_attribute("dir")) != (person.language, direction):
        faults.append(f"{name}: wrong language or direction")
    for (width, scheme), rules in LOOKS.items():
        # Playwright wants the two words as literals.
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        found = axe(page, rules)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("wider than the screen")
        faults += [f"{name} {person.language} {width} {scheme}: {each}" for each in found]
        if (width, scheme) in PICTURED:
            shoot(page, f"{pictures or name}-{person.language}-{width}-{scheme}")
    faults += [f"{name}: {each}" for each in person.faults]
    person.faults.clear()
    return faults
