/** On which consents it can rest that something is shown at a table. The server asks the same once more before it takes it. */
import type { LiveConsent } from "./seal-cases";

/** The audiences that an organisation of a kind can belong to, its own first. Worker organisations need none: it is their own people's. */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
  worker_organisation: [], monitor: ["monitor"], coordinator: ["coordinator"], buyer: ["buyers"], supplier: ["suppliers", "operator"], operator: ["operator", "suppliers"],
};

/** To whom: an organisation's kind and fingerprint. */
export interface Recipient { kind: string; fingerprint: string }

/** An entry that such a step names is about what was found; or says why something was decided, or what the companies are told. */
const ON_FINDINGS: readonly string[] = ["finding", "commented", "contested"];
const DECISIONS: readonly string[] = ["stage", "suspended", "closed", "reopened"];

/** What a consent must be of, one of these, for an entry that steps of these types name as theirs. */
export function contentsFor(types: readonly string[]): readonly string[] {
  if (types.some((type) => ON_FINDINGS.includes(type))) return ["finding"];
  return types.some((type) => DECISIONS.includes(type)) ? ["notice", "facts"] : ["evidence"];
}

/** The audience to which it belongs first, for a sentence that says which consent is missing. */
export const audienceOf = ({ kind }: Recipient): string => AUDIENCES[kind]?.[0] ?? "";

/** Whether it holds on a day and speaks of all of them. Who says only "the suppliers" does not mean the employer: that one must be named. */
export function fits(consent: LiveConsent, contents: readonly string[], to: readonly Recipient[], on: string): boolean {
  const holds = contents.includes(consent.content) && (consent.until === "" || consent.until >= on);
  return holds && to.every((each) => speaksOf(consent, each));
}

function speaksOf({ audience, organisations }: LiveConsent, { kind, fingerprint }: Recipient): boolean {
  const own = AUDIENCES[kind] ?? [];
  if (own.length === 0) return organisations.length === 0 || organisations.includes(fingerprint);
  return organisations.length === 0 ? audience === own[0] : own.includes(audience) && organisations.includes(fingerprint);
}
