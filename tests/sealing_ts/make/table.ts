/** Vectors of a table: one that holds, made by the functions that pages use, what was shown there, and lies about it. */
import { b64, hex, unb64, unhex } from "../../../intake_forms/seal/bytes";
import type { Bytes } from "../../../intake_forms/seal/bytes";
import { entriesHash, verifyEntries } from "../../../intake_forms/seal/casework";
import { hkdf } from "../../../intake_forms/seal/derive";
import { openEntry } from "../../../intake_forms/seal/entries";
import { lateInfo, openEpochs } from "../../../intake_forms/seal/epochs";
import { wrapKey } from "../../../intake_forms/seal/hpke";
import type { AccountKeys, OrganisationKeys } from "../../../intake_forms/seal/keys";
import { parseStatement, sortReaders } from "../../../intake_forms/seal/statement";
import type { DisclosureJson } from "../../../intake_forms/seal/table-disclosure";
import { sealPreviousKey } from "../../../intake_forms/seal/wraps";
import { forge, mint } from "../lies";
import { accepted, agree, consent, disputed, done, nameOfOrg, plan, received, refusedBy, reopened, show, step, storeTable, tell, verified } from "../table-world";
import type { Table } from "../table-world";
import { digest, letGo, letIn, message, openCase, rekey, say, seeCase, write } from "../workers-world";
import { changeOrg, flip, headers, INSTANCE, newAccount, newOrg, refresh } from "../world";
import type { Org, Store } from "../world";
import { material, opened, readerOfVector } from "./sealed";

interface World extends Table {
  from: Store; entry: string; given: string;
  /** The plan in force after everything, and what brought it there. */
  last: [string, string];
  second: Org; dora: AccountKeys; shown: DisclosureJson; event: string;
  plans: { first: string; counter: string; agreed: string; settled: string; open: string }; voices: { a: string[]; b: string[] };
}

/** Founded and written at before anybody came; two companies and a buyer who leaves again; one plan after the other; one key changed. */
async function world(): Promise<World> {
  const { stored: from, union, amal } = await openCase();
  const [carl, dora, bea] = await Promise.all([newAccount(), newAccount(), newAccount()]);
  const [company, second, buyer] = await Promise.all([newOrg([carl, await newAccount()]), newOrg([dora]), newOrg([bea])]);
  const stored = await storeTable(union, amal);
  const at = { stored, union, company, buyer, amal, carl, bea };
  await write(stored, union, amal, message("Wij wachten."));
  await letIn(stored, union, amal, company, "duty_bearer");
  await write(stored, company, carl, { kind: "reply", language: "nl", text: "Wij zijn er." });
  await letIn(stored, union, amal, buyer, "buyer");
  await say(stored, bea, received);
  const first = await tell(stored, amal, plan("", step("a", company, { amount: "1200.50", currency: "EUR", instalments: "3", workers: "5-19" })));
  await say(stored, carl, refusedBy(first), received);
  await letIn(stored, union, amal, second, "duty_bearer");
  const counter = await tell(stored, carl, plan(first, step("a", company)));
  const agreed = await agree(at, counter, step("a", company), step("b", company, { evidence: ["payslip"], beneficiaries: ["current", "former"] }));
  const settled = hex((await seeCase(stored)).head);
  const saidA = await tell(stored, carl, done("a"));
  const judgedA = await tell(stored, amal, verified("a"));
  const saidB = await tell(stored, carl, done("b"));
  await say(stored, amal, disputed("b"), verified("b", "partly"));
  const judgedB = await tell(stored, amal, reopened("b"));
  const open = await tell(stored, amal, plan(agreed, step("a", company), step("c", second)));
  const entry = await write(from, union, amal, { kind: "notice", language: "nl", text: "Het loon van mei." });
  const given = await consent(from, amal, company, second);
  const shown = await show(from, at, entry, given, company, second);
  const event = hex((await seeCase(stored)).head);
  await letGo(stored, union, amal, buyer.chain.fingerprint);
  await changeOrg(company, [carl]);
  refresh(stored, [company]);
  await rekey(stored, second, dora);
  await write(stored, second, dora, { kind: "report", language: "nl", text: "Het dak is dicht." });
  return { ...at, from, entry, given, last: ["", ""], second, dora, shown, event, plans: { first, counter, agreed, settled, open }, voices: { a: [saidA, judgedA], b: [saidB, judgedB] } };
}

/**
 * The same table some time later: the workers make new keys though nothing asks for them, show the entry again under another
 * consent, and let the company go whose step they verified: the step stays in the plan that follows, which nobody asks it.
 */
async function goOn(at: World): Promise<World> {
  const { stored, from, union, amal, company, second, dora } = at;
  await rekey(stored, union, amal);
  await say(from, amal, { type: "consent_withdrawn", data: { consent: at.given } });
  const shown = await show(from, at, at.entry, await consent(from, amal, company), company);
  const event = hex((await seeCase(stored)).head);
  await letGo(stored, union, amal, company.chain.fingerprint);
  const last = await tell(stored, dora, plan(at.plans.open, step("a", company), step("c", second)));
  await say(stored, amal, accepted(last));
  return { ...at, shown, event, last: [last, hex((await seeCase(stored)).head)] };
}

/** What the table adds up to, by hand. */
function tableOf({ union, company, second, buyer, event, plans, voices: { a, b } }: World): object {
  const [u, c, s] = [union, company, second].map(nameOfOrg) as [string, string, string];
  return {
    roles: { [u]: "representative", [c]: "duty_bearer", [s]: "duty_bearer" }, received: [nameOfOrg(buyer), c].sort(), in_force: plans.agreed,
    plans: [
      { plan: plans.first, organisation: u, accepted: [u], refused: [c], in_force_by: "" }, { plan: plans.counter, organisation: c, accepted: [c], refused: [], in_force_by: "" },
      { plan: plans.agreed, organisation: u, accepted: [u, c].sort(), refused: [], in_force_by: plans.settled }, { plan: plans.open, organisation: u, accepted: [u], refused: [], in_force_by: "" },
    ],
    steps: { a: { state: "verified", said: a[0], verified: a[1] }, b: { state: "open", said: b[0], verified: b[1] } },
    disclosures: [{ event, organisation: u }],
  };
}

export async function tableFile() {
  const honest = await world();
  const { stored, union, company, second, buyer, plans } = honest;
  const room = await seeCase(stored);
  const list = await verifyEntries(room, headers(stored));
  const readers: Awaited<ReturnType<typeof readerOfVector>>[] = [];
  for (const keys of [union, company, second, buyer].flatMap((org) => org.secrets)) readers.push(await readerOfVector(room, keys, await hkdf(keys.secret, "remedy/v1/org/kem")));
  const all = await openEpochs(room, union.secrets);
  const told = await Promise.all(list.entries.map(async (entry, place) => ({ epoch: entry.epoch, ...opened(await openEntry(entry, stored.entries[place]?.body as Bytes, all)) })));
  const whole = material(stored, () => digest(1));
  const disclosed = {
    event: honest.event, wraps: honest.shown.wraps.map(({ kid, wrap }) => ({ kid, wrap: hex(unb64(wrap)) })), body: hex(unb64(honest.shown.body)), signature: hex(unb64(honest.shown.signature)),
    opened: { kind: "notice", language: "nl", form: "", version: 0, text: "Het loon van mei." },
  };
  const place = (org: Org): number => readers.findIndex((each) => each.kid === hex(org.secrets[0]?.kid as Bytes));
  const base = {
    name: "joined, agreed, verified, shown, left", instance: INSTANCE, room: hex(stored.room), material: whole, readers,
    expected: { head: hex(room.head), epochs: room.epochs.length, withdrawn: false, entries: hex(entriesHash(list)), opened: told, table: tableOf(honest) },
    disclosed: [{ ...disclosed, reader: place(company) }, { ...disclosed, reader: place(second) }],
  };

  const copied = (): World => ({ ...honest, stored: { ...stored, json: structuredClone(stored.json), entries: [...stored.entries] } });

  /** A lie told to a copy; only what it changed is written, and wraps only where they are what is refused. */
  const lie = async (name: string, refused: string, tell: (each: World) => unknown) => {
    const copy = copied();
    await tell(copy);
    const told = material(copy.stored, () => digest(1));
    const differs = Object.entries(told).filter(([part, value]) => (part !== "wraps" || refused === "wrong-wraps") && JSON.stringify(value) !== JSON.stringify(whole[part as keyof typeof whole]));
    return { name, material: Object.fromEntries(differs), refused };
  };
  const later = await goOn(copied());
  const onward = await seeCase(later.stored);
  const [u, s] = [nameOfOrg(union), nameOfOrg(second)];
  const known = tableOf(honest) as Record<"roles" | "steps", Record<string, unknown>> & Record<"plans" | "disclosures", unknown[]>;
  const toldAgain = {
    event: later.event, wraps: later.shown.wraps.map(({ kid, wrap }) => ({ kid, wrap: hex(unb64(wrap)) })), body: hex(unb64(later.shown.body)), signature: hex(unb64(later.shown.signature)), opened: disclosed.opened,
  };
  const readersAgain: typeof readers = [];
  for (const keys of [union, company, second, buyer].flatMap((org) => org.secrets)) readersAgain.push(await readerOfVector(onward, keys, await hkdf(keys.secret, "remedy/v1/org/kem")));
  const after = {
    name: "new keys, shown again, and a verified step of one who was let go", material: material(later.stored, () => digest(1)), readers: readersAgain,
    expected: {
      ...base.expected, head: hex(onward.head), epochs: onward.epochs.length,
      table: {
        ...known, roles: { [u]: "representative", [s]: "duty_bearer" }, in_force: later.last[0],
        plans: [...known.plans, { plan: later.last[0], organisation: s, accepted: [u, s].sort(), refused: [], in_force_by: later.last[1] }],
        steps: { a: known.steps.a, c: { state: "open", said: "", verified: "" } }, disclosures: [...known.disclosures, { event: later.event, organisation: u }],
      },
    },
    // Shown to the key that the company has by now.
    disclosed: [...base.disclosed, { ...toldAgain, reader: place(company) + 1 }],
  };
  const by = (org: Org) => ({ roster: org.chain.digest });
  const event = (name: string, refused: string, org: Org, actor: AccountKeys, type: string, data: object) =>
    lie(name, refused, (each) => forge(each, actor, { ...by(org), type, data: data as Record<string, string> }));
  const proposed = (steps: object[], more: object = {}): object => ({ against: plans.open, entry: digest(1), warned: "", steps, ...more });
  const shownOtherwise = (name: string, refused: string, change: object) => ({ name, material: {}, disclosed: [{ ...disclosed, reader: place(company), ...change }], refused });
  /** The company is let go; then the union proposes. */
  const leftThen = async (each: World, ...steps: object[]): Promise<void> => {
    await forge(each, amal, { type: "revoked", data: { reader: nameOfOrg(company) } });
    await forge(each, amal, { type: "plan", data: proposed(steps) as Record<string, string> });
  };
  const last = parseStatement(unb64(stored.json.epochs.at(-1)?.statement as string));
  const asReader = (org: Org) => ({ fingerprint: org.chain.fingerprint, kid: org.chain.latest.organisationKid });
  const { amal, carl, dora } = honest;
  const judged = { step: "b", result: "verified", asked: "a", confirmed: "a", entry: "" };
  return { rooms: [
    base,
    after,
    await lie("the key of the epoch before", "malformed", async (each) => {
      const one = parseStatement(unb64(each.stored.json.epochs[1]?.statement as string));
      (each.stored.json.epochs[1] as { previous: string | null }).previous = b64(await sealPreviousKey(all.get(1) as Bytes, one, all.get(0) as Bytes));
    }),
    { ...await lie("a late key", "wrong-wraps", async (each) => {
      const keys = company.secrets[0] as OrganisationKeys;
      const zero = parseStatement(unb64(each.stored.json.epochs[0]?.statement as string));
      each.stored.json.wraps.push({ epoch: 0, kid: hex(keys.kid), wrap: b64(await wrapKey(keys.kemPublic, all.get(0) as Bytes, lateInfo(zero, unhex(digest(1)), keys.kid))), late: true });
    }), readers: [readers[place(company)]], disclosed: [] },
    await lie("a reader nobody let in", "readers-changed", (each) => mint(each, dora, { readers: sortReaders([...last.readers, asReader(buyer)]) }, true, second.chain.digest)),
    await lie("the union dropped", "readers-changed", (each) => mint(each, dora, { readers: sortReaders([asReader(company), asReader(second)]) }, true, second.chain.digest)),
    await lie("an epoch of a company that nothing asks for", "not-entitled", (each) => mint(each, dora, {}, true, second.chain.digest)),
    await lie("a plan with an open step of a company that was let go", "wrong-event", (each) => leftThen(each, step("a", company), step("b", company, { evidence: ["payslip"], beneficiaries: ["current", "former"] }))),
    await lie("a plan with another step of a company that was let go", "wrong-event", (each) => leftThen(each, step("a", company), step("d", company))),
    await lie("a plan with a changed step of a company that was let go", "wrong-event", (each) => leftThen(each, step("a", company, { due: "2027-01-01" }))),
    await lie("an epoch of a case", "unknown-kind", (each) => mint(each, dora, { kind: "workers" }, true, second.chain.digest)),
    await event("a company lets somebody in", "not-entitled", company, carl, "admitted", { fingerprint: nameOfOrg(buyer) }),
    await event("a buyer who left goes on", "unknown-roster", buyer, honest.bea, "received", {}),
    await event("a company that represents", "wrong-event", union, amal, "entrusted", { fingerprint: nameOfOrg(company), role: "representative" }),
    await lie("a company that represents after a detour", "wrong-event", async (each) => {
      await forge(each, amal, { type: "entrusted", data: { fingerprint: nameOfOrg(second), role: "coordinator" } });
      await forge(each, amal, { type: "entrusted", data: { fingerprint: nameOfOrg(second), role: "representative" } });
    }),
    await event("an event of a case", "wrong-event", union, amal, "stage", { stage: "finding", reason: "", entry: "" }),
    await event("received by who represents", "not-entitled", union, amal, "received", {}),
    await event("received twice", "wrong-event", company, carl, "received", {}),
    await event("a plan against an old one", "wrong-event", union, amal, "plan", proposed([step("a", company)], { against: plans.agreed })),
    await event("a plan without what was verified", "wrong-event", company, carl, "plan", proposed([step("b", company)])),
    await event("a plan with a verified step changed", "wrong-event", union, amal, "plan", proposed([step("a", company, { due: "2027-01-01" })])),
    await event("a plan that the union owns", "wrong-event", union, amal, "plan", proposed([step("a", company), step("d", union)])),
    await event("a plan with two steps of one id", "wrong-event", union, amal, "plan", proposed([step("a", company), step("b", company), step("b", company)])),
    await event("an old plan accepted", "wrong-event", company, carl, "accepted", { plan: plans.counter }),
    await lie("a plan accepted by who does nothing in it", "not-entitled", async (each) => {
      const name = await tell(each.stored, amal, plan(plans.open, step("a", company)));
      await forge(each, dora, { ...by(second), type: "accepted", data: { plan: name } });
    }),
    await event("a plan accepted twice", "wrong-event", union, amal, "accepted", { plan: plans.open }),
    await lie("a plan in force refused", "wrong-event", async (each) => {
      await say(each.stored, carl, accepted(plans.open));
      await say(each.stored, dora, accepted(plans.open));
      await forge(each, carl, { ...by(company), type: "refused", data: { plan: plans.open, entry: digest(1) } });
    }),
    await event("done by another company", "not-entitled", second, dora, "said_done", { step: "b", entry: digest(1) }),
    await event("done what is verified", "wrong-event", company, carl, "said_done", { step: "a", entry: digest(1) }),
    await event("done what no plan in force has", "wrong-event", second, dora, "said_done", { step: "c", entry: digest(1) }),
    await event("verified by a company", "not-entitled", company, carl, "verified", judged),
    await event("verified before anybody said it", "wrong-event", union, amal, "verified", judged),
    await event("disputed before anybody said it", "wrong-event", union, amal, "disputed", { step: "b", entry: digest(1) }),
    await event("reopened what is open", "wrong-event", union, amal, "step_reopened", { step: "b", reason: "again", entry: "" }),
    await event("reopened by a company", "not-entitled", company, carl, "step_reopened", { step: "a", reason: "again", entry: "" }),
    await event("shown by a company", "not-entitled", company, carl, "disclosed", dataOf(honest)),
    await event("shown twice", "wrong-event", union, amal, "disclosed", dataOf(honest)),
    await event("shown to who left", "wrong-event", union, amal, "disclosed", { ...dataOf(honest), commitment: digest(1), to: [nameOfOrg(buyer)] }),
    shownOtherwise("shown to somebody else", "not-a-reader", { reader: place(buyer) }),
    shownOtherwise("shown with a wrap less", "wrong-wraps", { wraps: disclosed.wraps.slice(1) }),
    shownOtherwise("shown with wraps in another order", "wrong-wraps", { wraps: [...disclosed.wraps].reverse() }),
    shownOtherwise("shown with another body", "wrong-body", { body: hex(flip(unhex(disclosed.body))) }),
    shownOtherwise("shown with another signature", "bad-signature", { signature: hex(flip(unhex(disclosed.signature))) }),
    shownOtherwise("shown by an event that is no disclosure", "not-announced", { event: plans.first }),
  ] };
}

/** The data of the disclosure that was made. */
function dataOf({ stored, event }: World): object {
  const payloads = stored.json.events.map(({ payload }) => JSON.parse(new TextDecoder().decode(unb64(payload))) as { type: string; data: object });
  const found = payloads.find(({ type }) => type === "disclosed");
  if (found === undefined) throw new Error(event);
  return found.data;
}
