/** Data of the events of cases and tables: one of each type with values at their limits, and what no event may carry. */
import { hex } from "../../../intake_forms/seal/bytes";
import type { EventData } from "../../../intake_forms/seal/event";
import { seed } from "./plain";

/** So many different hashes, in order. */
const hashes = (number: number): string[] => Array.from({ length: number }, (_, at) => hex(seed(`hash ${at}`))).sort();

/** One event of each type of a case, with values at their limits. */
export function caseEvents(hash: string): [string, EventData][] {
  return Object.entries({
    entrusted: { fingerprint: hash, role: "monitor" }, linked: { report: hash }, unlinked: { report: hash },
    recorded: { fact: "a".repeat(40), values: Array.from({ length: 32 }, (_, at) => `${at}:${"z".repeat(80)}`.slice(0, 80)) },
    kept: { what: "0._-", entry: hash }, consent_given: { audience: "supplier", content: "summary", organisations: hashes(16), until: "2028-02-29", way: "written", entry: hash },
    consent_withdrawn: { consent: hash }, stage: { stage: "notification", reason: "", entry: "" }, suspended: { reason: "unsafe", review: "", entry: hash },
    resumed: {}, closed: { outcome: "referred", reason: "court", into: "", entry: hash }, reopened: { reason: "new-facts", entry: "" },
    declared: { entry: hash }, finding: { entry: hash, conclusion: "substantiated", grade: "strong", evidence: hashes(16), replaces: hash }, commented: { finding: hash, entry: hash },
    established: { finding: hash }, contested: { finding: hash, entry: hash }, table_opened: { table: hash.slice(32) },
  });
}

/** Data that no event of a case may carry. */
export function caseLies(hash: string): [string, string, object][] {
  const recorded = (values: unknown): [string, object] => ["recorded", { fact: "site", values }];
  return [
    ["a value twice", ...recorded(["a", "b", "a"])], ["a value too many", ...recorded(Array.from({ length: 33 }, (_, at) => `v${at}`))],
    ["a value of 81", ...recorded(["a".repeat(81)])], ["a value that begins with a sign", ...recorded([":a"])], ["a capital in a value", ...recorded(["A"])],
    ["a number for a value", ...recorded([1])], ["an empty value", ...recorded([""])], ["a text for values", ...recorded("a")], ["a line break after a value", ...recorded(["a\n"])],
    ["a code of 41", "recorded", { fact: "a".repeat(41), values: [] }], ["no code", "recorded", { fact: "", values: [] }], ["a colon in a code", "kept", { what: "a:b", entry: hash }],
    ["members in another order", "recorded", { values: [], fact: "site" }], ["a member less", "stage", { stage: "safety", reason: "" }],
    ["a member more", "resumed", { reason: "x" }], ["no entry where one is needed", "kept", { what: "risk", entry: "" }], ["half a hash", "linked", { report: hash.slice(32) }],
    ["a role that does not exist", "entrusted", { fingerprint: hash, role: "owner" }], ["no role", "entrusted", { fingerprint: hash, role: "" }],
    ["a day that does not exist", "consent_given", { audience: "a", content: "b", organisations: [], until: "2027-02-29", way: "written", entry: "" }],
    ["a day of the year 0", "suspended", { reason: "a", review: "0000-01-01", entry: "" }], ["text for a reason", "reopened", { reason: "New facts.", entry: "" }],
    ["a way that does not exist", "consent_given", { audience: "a", content: "b", organisations: [], until: "", way: "told", entry: "" }],
    ["an organisation twice", "consent_given", { audience: "a", content: "b", organisations: [hash, hash], until: "", way: "oral", entry: hash }],
    ["an organisation too many", "consent_given", { audience: "a", content: "b", organisations: hashes(17), until: "", way: "oral", entry: hash }],
    ["no organisations", "consent_given", { audience: "a", content: "b", until: "", way: "oral", entry: hash }],
    ["evidence twice", "finding", { entry: hash, conclusion: "a", grade: "b", evidence: [hash, hash], replaces: "" }],
    ["evidence too much", "finding", { entry: hash, conclusion: "a", grade: "b", evidence: hashes(17), replaces: "" }],
    ["a finding without reasons", "finding", { entry: "", conclusion: "a", grade: "b", evidence: [], replaces: "" }],
    ["a table's id too long", "table_opened", { table: hash }],
    ["null for nothing", "closed", { outcome: "withdrawn", reason: null, into: "", entry: "" }],
  ];
}

const step = (hash: string, more: object = {}): Record<string, string | string[]> => ({
  step: "pay", form: "compensation", kind: "wages", owner: hash, due: "2028-02-29", amount: "", currency: "", instalments: "", workers: "", beneficiaries: [], evidence: [], ...more,
});

const disclosed = (hash: string, more: object = {}): EventData =>
  ({ entry: hash.slice(32), place: hash, commitment: hash, body: hash, author: hash, consent: hash, to: hashes(16), wraps: hash, ...more });

/** Name, type and data. */
export function tableEvents(hash: string): [string, string, EventData][] {
  const full = step(hash, { step: "a".repeat(16), amount: "999999999999.99", currency: "BDT", instalments: "120", workers: "5-19", beneficiaries: ["a", "b", "c", "d"], evidence: Array.from({ length: 8 }, (_, at) => `e${at}`) });
  return [
    ["plan", "plan", { against: hash, entry: hash, warned: "waiver", steps: [full, step(hash), step(hash, { amount: "1", currency: "EUR", instalments: "2" })] }],
    ["a plan of 24 steps", "plan", { against: "", entry: hash, warned: "", steps: Array.from({ length: 24 }, (_, at) => step(hash, { step: `s${at}` })) }],
    ["entrusted", "entrusted", { fingerprint: hash, role: "duty_bearer" }], ["a buyer entrusted", "entrusted", { fingerprint: hash, role: "buyer" }],
    ["received", "received", {}], ["disclosed", "disclosed", disclosed(hash)], ["accepted", "accepted", { plan: hash }], ["refused", "refused", { plan: hash, entry: hash }],
    ["said_done", "said_done", { step: "pay", entry: hash }], ["verified", "verified", { step: "pay", result: "partly", asked: "20-49", confirmed: "5-19", entry: "" }],
    ["disputed", "disputed", { step: "pay", entry: hash }], ["step_reopened", "step_reopened", { step: "pay", reason: "again", entry: hash }],
  ];
}

/** Data that no event of a table may carry. */
export function tableLies(hash: string): [string, string, object][] {
  const plan = (steps: unknown, more: object = {}): [string, object] => ["plan", { against: "", entry: hash, warned: "", steps, ...more }];
  const one = (name: string, more: object): [string, string, object] => [`a step with ${name}`, ...plan([step(hash, more)])];
  const { step: id, ...rest } = step(hash);
  return [
    ["no steps", ...plan([])], ["a step too many", ...plan(Array.from({ length: 25 }, (_, at) => step(hash, { step: `s${at}` })))], ["a text for steps", ...plan("pay")], ["a text for a step", ...plan(["pay"])],
    ["nothing for a step", ...plan([null])], ["a list for a step", ...plan([[]])], ["a step's members in another order", ...plan([{ ...rest, step: id }])], ["a step without id", ...plan([rest])], ["another warning", ...plan([step(hash)], { warned: "yes" })],
    one("a member more", { more: "" }), one("an id of 17", { step: "a".repeat(17) }), one("no id", { step: "" }), one("no owner", { owner: "" }), one("no day", { due: "" }), one("a day that does not exist", { due: "2027-02-29" }),
    one("an amount without currency", { amount: "1" }), one("a currency without amount", { currency: "EUR" }), one("nothing for an amount", { amount: "0", currency: "EUR" }), one("a zero before its amount", { amount: "01", currency: "EUR" }),
    one("an amount with one digit after its point", { amount: "1.5", currency: "EUR" }), one("an amount of 13 digits", { amount: "1".repeat(13), currency: "EUR" }), one("an amount with a comma", { amount: "1,50", currency: "EUR" }),
    one("an amount and a line break", { amount: "1\n", currency: "EUR" }), one("an amount in other digits", { amount: "\u0661", currency: "EUR" }), one("a number for an amount", { amount: 1, currency: "EUR" }), one("a small currency", { amount: "1", currency: "eur" }),
    one("instalments of nothing", { instalments: "2" }), one("one instalment", { amount: "1", currency: "EUR", instalments: "1" }), one("121 instalments", { amount: "1", currency: "EUR", instalments: "121" }),
    one("a zero before its instalments", { amount: "1", currency: "EUR", instalments: "02" }), one("a beneficiary twice", { beneficiaries: ["a", "a"] }), one("five beneficiaries", { beneficiaries: ["a", "b", "c", "d", "e"] }),
    one("a text for beneficiaries", { beneficiaries: "a" }), one("nine kinds of evidence", { evidence: Array.from({ length: 9 }, (_, at) => `e${at}`) }), one("no form", { form: "" }), one("text for workers", { workers: "Five" }),
    ["recipients out of order", "disclosed", disclosed(hash, { to: hashes(3).reverse() })], ["a recipient twice", "disclosed", disclosed(hash, { to: [hash, hash] })], ["no recipient", "disclosed", disclosed(hash, { to: [] })],
    ["a recipient too many", "disclosed", disclosed(hash, { to: hashes(17) })], ["an entry's id too long", "disclosed", disclosed(hash, { entry: hash })], ["a result that is none", "verified", { step: "pay", result: "open", asked: "a", confirmed: "a", entry: "" }],
    ["nobody asked", "verified", { step: "pay", result: "verified", asked: "", confirmed: "a", entry: "" }], ["done without a word", "said_done", { step: "pay", entry: "" }], ["refused without reasons", "refused", { plan: hash, entry: "" }],
    ["something received", "received", { entry: hash }],
  ];
}
