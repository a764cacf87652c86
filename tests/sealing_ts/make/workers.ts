/** Vectors of a case's room: one that holds, made by the functions that pages use, and lies about it. */
import { b64, EMPTY, hex, unb64, unhex } from "../../../intake_forms/seal/bytes";
import type { Bytes } from "../../../intake_forms/seal/bytes";
import { entriesHash, headOf, verifyEntries } from "../../../intake_forms/seal/casework";
import type { Head } from "../../../intake_forms/seal/casework";
import type { NewContent } from "../../../intake_forms/seal/content";
import { hkdf } from "../../../intake_forms/seal/derive";
import { openEntry } from "../../../intake_forms/seal/entries";
import { lateInfo, openEpochs } from "../../../intake_forms/seal/epochs";
import { wrapKey } from "../../../intake_forms/seal/hpke";
import { newId } from "../../../intake_forms/seal/keys";
import type { AccountKeys, OrganisationKeys } from "../../../intake_forms/seal/keys";
import { parseStatement, sortReaders } from "../../../intake_forms/seal/statement";
import { mergedInto } from "../../../intake_forms/seal/workers-change";
import type { NewEvent } from "../../../intake_forms/seal/workers-types";
import { forge, mint } from "../lies";
import { letGo, letIn, rekey, REPORT, say, seeCase, storeFounding, write } from "../workers-world";
import { changeOrg, headers, INSTANCE, newAccount, newOrg, refresh } from "../world";
import type { Org, Store } from "../world";
import { material, opened, readerOfVector } from "./sealed";

const text = (kind: "message" | "mandate" | "risk" | "interests" | "finding" | "comment", value: string): NewContent => ({ kind, language: "nl", text: value });

interface World { stored: Store; union: Org; second: Org; monitor: Org; amal: AccountKeys; wil: AccountKeys; rosa: AccountKeys; sara: AccountKeys; kept: string; consent: string; found: string; interests: string; table: string; comments: string[] }

/** Founded; a monitor let in and gone again, a coordinator who came to represent; one member gone. */
async function world(): Promise<World> {
  const [amal, wil, rosa, sara] = await Promise.all([newAccount(), newAccount(), newAccount(), newAccount()]);
  const [union, second, monitor] = await Promise.all([newOrg([amal, wil]), newOrg([rosa]), newOrg([sara])]);
  const stored = await storeFounding(union, amal);
  await write(stored, union, wil, text("message", "Ze hielden loon in."));
  await letIn(stored, union, amal, monitor);
  await letIn(stored, union, amal, second, "coordinator");
  await write(stored, monitor, sara, text("message", "Wij waren er."));
  const kept = await write(stored, second, rosa, text("risk", "{\"level\":\"high\",\"text\":\"Wil praat.\"}"));
  await say(stored, rosa, { type: "kept", data: { what: "risk", entry: kept } }, { type: "suspended", data: { reason: "unsafe", review: "2026-04-01", entry: "" } });
  await say(stored, amal, { type: "entrusted", data: { fingerprint: hex(second.chain.fingerprint), role: "representative" } },
    { type: "consent_given", data: { audience: "supplier", content: "summary", organisations: [], until: "", way: "written", entry: "" } });
  const consent = hex((await seeCase(stored)).head);
  await say(stored, rosa, { type: "consent_given", data: { audience: "buyer", content: "summary", organisations: [], until: "2026-12-31", way: "written", entry: kept } });
  const withdrawn = hex((await seeCase(stored)).head);
  const table = hex(newId());
  await say(stored, amal, { type: "entrusted", data: { fingerprint: hex(monitor.chain.fingerprint), role: "monitor" } }, { type: "table_opened", data: { table } });
  const interests = await write(stored, monitor, sara, text("interests", "Niets."));
  const reasons = await write(stored, monitor, sara, text("finding", "Het loon is ingehouden."));
  await say(stored, sara, { type: "declared", data: { entry: interests } }, finding(reasons, ""));
  const draft = hex((await seeCase(stored)).head);
  await say(stored, amal, { type: "contested", data: { finding: draft, entry: kept } });
  await say(stored, sara, finding(reasons, draft));
  const found = hex((await seeCase(stored)).head);
  const comment = await write(stored, second, rosa, text("comment", "Ook in mei."));
  await say(stored, rosa, { type: "commented", data: { finding: found, entry: comment } }, { type: "contested", data: { finding: found, entry: kept } });
  await say(stored, sara, { type: "established", data: { finding: found } });
  await say(stored, amal, { type: "commented", data: { finding: found, entry: kept } });
  await say(stored, rosa, { type: "consent_withdrawn", data: { consent: withdrawn } }, { type: "resumed", data: {} }, { type: "unlinked", data: { report: REPORT } },
    { type: "closed", data: { outcome: "merged", reason: "same-site", into: mergedInto(newId()), entry: "" } }, { type: "reopened", data: { reason: "new-facts", entry: "" } });
  await changeOrg(union, [amal]);
  refresh(stored, [union]);
  await rekey(stored, second, rosa);
  await write(stored, union, amal, text("mandate", "{\"who\":\"Amal\",\"chosen\":\"vote\",\"scope\":\"wages\"}"));
  await letGo(stored, second, rosa, monitor.chain.fingerprint);
  await write(stored, second, rosa, { kind: "attachment", name: "loon.png", type: "image/png", content: Uint8Array.of(1, 2, 3) });
  return { stored, union, second, monitor, amal, wil, rosa, sara, kept, consent, found, interests, table, comments: [comment, kept] };
}

const finding = (entry: string, replaces: string): NewEvent => ({ type: "finding", data: { entry, conclusion: "substantiated", grade: "strong", evidence: [entry], replaces } });

/** The same as `told` says it, by hand. */
const caseOf = ({ union, second, monitor, kept, consent, found, interests, table, comments }: World) => ({
  roles: { [hex(union.chain.fingerprint)]: "representative", [hex(second.chain.fingerprint)]: "representative" },
  facts: { issues: ["wages", "hours"], workers: [], site: ["ab".repeat(16)] }, linked: [], kept: { risk: kept }, consents: [consent],
  stage: "admissibility", suspended: false, closed: "", declared: { [hex(monitor.chain.fingerprint)]: interests }, tables: [table],
  findings: [{ finding: found, organisation: hex(monitor.chain.fingerprint), established: true, contested: kept, comments }],
});

const seenJson = ({ seq, hash, rosters }: Head) => ({ seq, hash: hex(hash), rosters: Object.fromEntries(rosters) });

export async function workersFile() {
  const honest = await world();
  const { stored, union, second, monitor } = honest;
  const room = await seeCase(stored);
  const list = await verifyEntries(room, headers(stored));
  const { entries } = list;
  const readers = [];
  for (const keys of [...union.secrets, ...second.secrets, ...monitor.secrets]) readers.push(await readerOfVector(room, keys, await hkdf(keys.secret, "remedy/v1/org/kem")));
  const all = await openEpochs(room, second.secrets);
  const told = await Promise.all(entries.map(async (entry, place) => ({ epoch: entry.epoch, ...opened(await openEntry(entry, stored.entries[place]?.body as Bytes, all)) })));
  const late = hex(room.events.find((each) => each.type === "admitted")?.hash as Bytes);
  const whole = material(stored, () => late);
  const expected = { head: hex(room.head), epochs: room.epochs.length, withdrawn: false, entries: hex(entriesHash(list)), opened: told, case: caseOf(honest) };
  const base = { name: "founded, shared, re-keyed, one reader gone", instance: INSTANCE, room: hex(stored.room), material: whole, readers, expected };
  const change = (name: string, refused: string, material: Partial<typeof whole>) => ({ name, material, refused });

  /** A lie told to a copy; only what it changed is written, and wraps only where they are what is refused. */
  const lie = async (name: string, refused: string, tell: (each: World) => unknown) => {
    const copy: World = { ...honest, stored: { ...stored, json: structuredClone(stored.json), entries: [...stored.entries] } };
    await tell(copy);
    const told = material(copy.stored, () => late);
    const differs = Object.entries(told).filter(([part, value]) =>
      (part !== "wraps" || refused === "wrong-wraps") && JSON.stringify(value) !== JSON.stringify(whole[part as keyof typeof whole]));
    return change(name, refused, Object.fromEntries(differs));
  };
  const last = parseStatement(unb64(stored.json.epochs.at(-1)?.statement as string));
  const asReader = (org: Org, key = org.secrets.length - 1) => ({ fingerprint: org.chain.fingerprint, kid: org.secrets[key]?.kid as Bytes });
  let seen = {};
  const bySecond = { roster: second.chain.digest };
  return { rooms: [
    base,
    change("the last epoch hidden", "not-announced", { epochs: whole.epochs.slice(0, -1) }),
    change("an event in the middle hidden", "broken-chain", { events: whole.events.filter((_, at) => at !== 4) }),
    change("an entry of a closed epoch hidden", "wrong-closed", { entries: whole.entries.slice(1) }),
    change("two bodies exchanged", "wrong-body", { entries: whole.entries.map((each, at) => at > 1 ? each : { ...each, body: whole.entries[1 - at]?.body as string }) }),
    await lie("a monitor that is gone goes on", "unknown-roster", (each) => forge(each, each.sara, { roster: monitor.chain.digest, type: "resumed" })),
    await lie("a member who left records a fact", "roster-went-back", (each) =>
      forge(each, each.wil, { roster: union.chain.digests[0] as Bytes, type: "recorded", data: { fact: "site", values: [] } })),
    await lie("a representative signs under no list", "not-entitled", (each) => forge(each, each.amal, { roster: EMPTY, type: "resumed" })),
    await lie("a reporter's event", "wrong-event", (each) => forge(each, each.amal, { type: "withdrawn" })),
    await lie("a stranger entrusted", "wrong-event", (each) => forge(each, each.amal, { type: "entrusted", data: { fingerprint: REPORT, role: "coordinator" } })),
    await lie("a report unlinked twice", "wrong-event", (each) => forge(each, each.amal, { type: "unlinked", data: { report: REPORT } })),
    await lie("a consent withdrawn twice", "wrong-event", async (each) => {
      const data = { consent: each.consent };
      for (let round = 0; round < 2; round++) await forge(each, each.rosa, { ...bySecond, type: "consent_withdrawn", data });
    }),
    await lie("a table opened twice", "wrong-event", (each) => forge(each, each.amal, { type: "table_opened", data: { table: each.table } })),
    await lie("a finding by who represents", "not-entitled", (each) => forge(each, each.amal, finding(REPORT, ""))),
    await lie("a finding in place of another's", "wrong-event", async (each) => {
      await forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(second.chain.fingerprint), role: "monitor" } });
      await forge(each, each.rosa, { ...bySecond, type: "declared", data: { entry: REPORT } });
      await forge(each, each.rosa, { ...bySecond, ...finding(REPORT, each.found) });
    }),
    await lie("a finding without interests declared", "wrong-event", async (each) => {
      await forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(second.chain.fingerprint), role: "monitor" } });
      await forge(each, each.rosa, { ...bySecond, ...finding(REPORT, "") });
    }),
    await lie("another's finding established", "not-entitled", async (each) => {
      await forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(second.chain.fingerprint), role: "monitor" } });
      await forge(each, each.rosa, { ...bySecond, type: "established", data: { finding: each.found } });
    }),
    await lie("a finding contested twice", "wrong-event", (each) => forge(each, each.amal, { type: "contested", data: { finding: each.found, entry: REPORT } })),
    await lie("a comment on a finding that was replaced", "wrong-event", (each) => forge(each, each.amal, { type: "commented", data: { finding: REPORT, entry: REPORT } })),
    await lie("a buyer in the workers' room", "wrong-event", (each) => forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(second.chain.fingerprint), role: "buyer" } })),
    await lie("a consent that nobody was the witness of", "wrong-event", (each) =>
      forge(each, each.amal, { type: "consent_given", data: { audience: "supplier", content: "finding", organisations: [], until: "", way: "oral", entry: "" } })),
    await lie("an event of a table", "wrong-event", (each) => forge(each, each.amal, { type: "accepted", data: { plan: REPORT } })),
    await lie("everybody who represents gone", "wrong-event", async (each) => {
      await forge(each, each.rosa, { ...bySecond, type: "revoked", data: { reader: hex(union.chain.fingerprint) } });
      await forge(each, each.rosa, { ...bySecond, type: "revoked", data: { reader: hex(second.chain.fingerprint) } });
    }),
    await lie("a reader nobody let in", "readers-changed", (each) => mint(each, each.rosa, { readers: sortReaders([...last.readers, asReader(monitor)]) }, true, second.chain.digest)),
    await lie("a reader dropped", "readers-changed", (each) => mint(each, each.rosa, { readers: [asReader(second)] }, true, second.chain.digest)),
    await lie("a receipt with an organisation's name", "readers-changed", (each) =>
      mint(each, each.rosa, { readers: sortReaders([asReader(second), { fingerprint: EMPTY, kid: union.chain.fingerprint }]) }, true, second.chain.digest)),
    await lie("an old key back", "roster-went-back", (each) => mint(each, each.rosa, { readers: sortReaders([asReader(second), asReader(union, 0)]) }, true, second.chain.digest)),
    await lie("an old key back after its organisation left", "roster-went-back", async (each) => {
      const fingerprint = hex(union.chain.fingerprint);
      await letGo(each.stored, second, each.rosa, union.chain.fingerprint);
      await forge(each, each.rosa, { ...bySecond, type: "admitted", data: { fingerprint } });
      await mint(each, each.rosa, { readers: sortReaders([asReader(second), asReader(union, 0)]) }, true, second.chain.digest);
    }),
    {
      ...await lie("somebody removed lets another in after this was seen", "roster-went-back", async (each) => {
        const [tom, evil] = [await newAccount(), await newOrg([await newAccount()])];
        const changed: Org = { ...second, rosters: [...second.rosters], people: [...second.people], secrets: [...second.secrets], epochs: [...second.epochs] };
        await changeOrg(changed, [each.rosa, tom]);
        const named = changed.chain.digest;
        await changeOrg(changed, [each.rosa]);
        refresh(each.stored, [changed, evil]);
        seen = seenJson(headOf(await seeCase(each.stored)));
        await forge(each, tom, { roster: named, type: "admitted", data: { fingerprint: hex(evil.chain.fingerprint) } });
      }),
      seen,
    },
    { ...change("less than was seen", "rolled-back", {}), seen: { ...seenJson(headOf(room)), seq: room.events.length } },
    { ...change("another past than was seen", "forked", {}), seen: { ...seenJson(headOf(room)), seq: room.events.length - 2 } },
    await lie("an epoch of a reporter's room", "unknown-kind", (each) => mint(each, each.rosa, { kind: "reporter" }, true, second.chain.digest)),
    await lie("an epoch that drops what was said", "wrong-closed", (each) => mint(each, each.rosa, {}, true, second.chain.digest)),
    { ...await lie("a late key", "wrong-wraps", async (each) => {
      const keys = second.secrets[0] as OrganisationKeys;
      const zero = parseStatement(unb64(each.stored.json.epochs[0]?.statement as string));
      const wrap = await wrapKey(keys.kemPublic, all.get(0) as Bytes, lateInfo(zero, unhex(late), keys.kid));
      each.stored.json.wraps.push({ epoch: 0, kid: hex(keys.kid), wrap: b64(wrap), late: true });
    }), readers: [readers[2]] },
  ] };
}
