/** On which consents it can rest that something is shown at a table. The server asks the same once more before it takes it. */
import { today } from "./room-acts";
import type { LiveConsent } from "./seal-cases";

/** The audiences that an organisation of a kind can belong to, its own first. Worker organisations need none: it is their own people's. */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
  worker_organisation: [], monitor: ["monitor"], coordinator: ["coordinator"], buyer: ["buyers"], supplier: ["suppliers", "operator"], operator: ["operator", "suppliers"],
};

/** To whom: an organisation's kind and fingerprint. */
export interface Recipient { kind: string; fingerprint: string }

/** What a consent must be of for a text of this kind, or a file; `reasons`: those of a finding. */
export function contentFor(kind: string, reasons: boolean): string {
  return reasons ? "finding" : kind === "notice" ? "notice" : "evidence";
}

/** The audience to which it belongs first, for a sentence that says which consent is missing. */
export const audienceOf = ({ kind }: Recipient): string => AUDIENCES[kind]?.[0] ?? "";

/** Whether it holds today and speaks of all of them. Who says only "the suppliers" does not mean the employer: that one must be named. */
export function fits(consent: LiveConsent, content: string, to: readonly Recipient[]): boolean {
  const holds = consent.content === content && (consent.until === "" || consent.until >= today());
  return holds && to.every((each) => speaksOf(consent, each));
}

function speaksOf({ audience, organisations }: LiveConsent, { kind, fingerprint }: Recipient): boolean {
  const own = AUDIENCES[kind] ?? [];
  if (own.length === 0) return organisations.length === 0 || organisations.includes(fingerprint);
  return organisations.length === 0 ? audience === own[0] : own.includes(audience) && organisations.includes(fingerprint);
}
