/** On which consents it can rest that something is shown at a table. The server asks the same once more before it takes it. */
import { copiedContents, DECIDED, EVIDENCE, FOUND, isCopyForm } from "./redacted-forms";
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

/** What an entry of a kind is of, whatever names it. A kind that is missing here is shown to nobody. */
const OF_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ["message", EVIDENCE], ["attachment", EVIDENCE], ["reasons", DECIDED], ["notice", DECIDED], ["referral", DECIDED], ["finding", FOUND], ["comment", FOUND],
]);
const FROM_LEAST: readonly (readonly string[])[] = [EVIDENCE, DECIDED, FOUND];

/** The steps that name an entry as theirs, and whether a finding names it as its evidence. */
export interface Naming { types: readonly string[]; evidence: boolean }

/**
 * What a consent must be of, one of these: of what the steps say that name an entry, or of what it says itself under its seal (its
 * kind, and of a copy its form), whichever asks for more. Nothing, if it is never to be shown: a kind or a copy that is not known
 * here; and what says more itself than the step that names it, for which the server takes no other consent than the step's.
 */
export function contentsFor({ types, evidence }: Naming, kind: string, form: string): readonly string[] {
  const own = most(OF_KIND.get(kind) ?? [], isCopyForm(form) ? copiedContents(form) : EVIDENCE);
  // Reasons of a step that was not taken: it may have contested a finding, so they are of what was found.
  if (types.length === 0 && !evidence) return kind === "reasons" ? most(own, FOUND) : own;
  const named = types.some((type) => ON_FINDINGS.includes(type)) ? FOUND : types.some((type) => DECISIONS.includes(type)) ? DECIDED : EVIDENCE;
  return own.length > 0 && most(own, named) === named ? named : [];
}

/** The one that asks for more; nothing asks for the most. */
function most(one: readonly string[], other: readonly string[]): readonly string[] {
  const [first, second] = [FROM_LEAST.indexOf(one), FROM_LEAST.indexOf(other)];
  return first < 0 || second < 0 ? [] : first > second ? one : other;
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
