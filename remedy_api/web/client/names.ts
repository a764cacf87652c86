/** Code lists as people read them. */
import { _ } from "./i18n";

export { countryName, day, size, together as list } from "./i18n";

export const KINDS = ["worker_organisation", "monitor", "coordinator", "buyer", "supplier", "operator"] as const;

export function kindName(kind: string): string {
  switch (kind) {
    case "worker_organisation": return _("Worker organisation");
    case "monitor": return _("Monitor");
    case "coordinator": return _("Programme coordinator");
    case "buyer": return _("Public buyer");
    case "supplier": return _("Supplier");
    case "operator": return _("Employer at a site");
    default: return kind;
  }
}

/** What a kind does, in one sentence for somebody choosing it. */
export function kindHelp(kind: string): string {
  switch (kind) {
    case "worker_organisation": return _("A union, works committee or labour organisation that represents workers.");
    case "monitor": return _("Checks working conditions together with workers and takes no money from companies.");
    case "coordinator": return _("Runs the procedure of the programme.");
    case "buyer": return _("A public authority with contracts.");
    case "supplier": return _("A company that a public buyer buys from.");
    case "operator": return _("The employer at a production site.");
    default: return "";
  }
}

/** Reports may only go to these. */
export function mayAcceptReports(kind: string): boolean {
  return kind === "worker_organisation" || kind === "monitor" || kind === "coordinator";
}

/** A short name for a report, to tell two of the same day apart: the start of its random id. For the name of a file. */
export function plainReference(room: string): string {
  return `${room.slice(0, 4)}-${room.slice(4, 8)}`.toUpperCase();
}

/** The same for a sentence: kept apart from the words around it, because one that begins with digits is drawn backwards among Arabic ones. */
export function reference(room: string): string {
  return `\u2066${plainReference(room)}\u2069`;
}
