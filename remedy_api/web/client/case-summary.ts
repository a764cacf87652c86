/**
 * A case on a page of plain text, for whoever opens an export. It holds what left the seal and nothing that is sealed, and
 * names organisations only: a file that travels must not tell which person signed.
 */
import { access } from "./case-access";
import type { OpenCase } from "./case-opening";
import { actingOf, happened, roleName } from "./case-words";
import { _ } from "./i18n";
import { day, list, reference } from "./names";
import type { Codes } from "./parts/codes";
import { today } from "./room-acts";

export function summaryOf(of: OpenCase, codes: Codes): string {
  const { view } = of;
  const lines = [
    _("Case %(reference)s", { reference: reference(of.id) }),
    _("Written on %(day)s. This page is for reading only; the files beside it prove it.", { day: day(today()) }),
    "",
    ...view.site === null ? [] : [view.site.name],
    list(view.issues.map((code) => codes.label("issues", code))),
    view.outcome === null ? codes.label("stages", view.stage) : _("Closed: %(outcome)s", { outcome: codes.label("outcomes", view.outcome) }),
    "", `${_("Who can read this")}:`,
    ...access(of).map((each) => `- ${each.reader.name} (${roleName(each.role)}). ${_("Since %(day)s.", { day: day(each.since) })}`),
    "", `${_("What happened")}:`,
    ...of.verified.events.map((event) => `${event.seq}. ${day(event.day)}: ${happened(event, of, view, codes)} (${actingOf(of, event)})`),
  ];
  return `${lines.join("\n")}\n`;
}
