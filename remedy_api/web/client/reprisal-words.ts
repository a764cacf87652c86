/** What somebody writes of a reprisal: what was done, to whom, and what is needed first. Sealed, and never shown to a company. */
import { _ } from "./i18n";

export { readReprisal, writeReprisal } from "../../../intake_forms/page/reprisal-text";
export type { Reprisal } from "../../../intake_forms/page/reprisal-text";

/** What can be needed first; whoever reads it sees it in her own language. */
export function firstNeeds(): [string, string][] {
  return [
    ["stop", _("That it stops now")],
    ["safe_place", _("A safe place")],
    ["work", _("The job back")],
    ["money", _("Money for the next weeks")],
    ["doctor", _("A doctor")],
    ["lawyer", _("Legal help")],
    ["papers", _("Passport or papers back")],
  ];
}

/** The id of the other case, if a link holds one and nothing else. */
export function linkedCase(text: string): string | null {
  return /^[0-9a-f]{32}$/.test(text) ? text : null;
}

/** What the page about a reprisal is opened with. It stands behind the # of its address, which no server is sent. */
export interface Occasion { origin: string; report: string; entry: string }

export function occasionOf(hash: string): Occasion {
  const [, report, origin, entry] = /^#(report\/)?([0-9a-f]{32})(?:\/([0-9a-f]{32}))?$/.exec(hash) ?? [];
  return report === undefined ? { origin: origin ?? "", report: "", entry: entry ?? "" } : { origin: "", report: origin ?? "", entry: entry ?? "" };
}

/** The address behind the language: of a case, or of what was written in one, or of a letter of a reporter. */
export const aboutCase = (id: string, entry = ""): string => `/reprisal#${id}${entry && `/${entry}`}`;
export const aboutReport = (room: string, entry: string): string => `/reprisal#report/${room}/${entry}`;
