/**
 * Whatever happens to a case and to the organisations that read it: exactly those entitled open each entry. A plain model
 * says who that is; it knows members, keys by number and readers, and nothing of how the library keeps its word.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { verifyEntries } from "../../intake_forms/seal/casework";
import { openEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { SealError } from "../../intake_forms/seal/errors";
import type { AccountKeys, OrganisationKeys } from "../../intake_forms/seal/keys";
import { openOrganisation, wrapForMembers } from "../../intake_forms/seal/organisation";
import { letGo, letIn, message, rekey, seeCase, storeFounding, write } from "./workers-world";
import { changeOrg, headers, newAccount, newOrg, refresh } from "./world";
import type { Org, Store } from "./world";

/** More of them, and longer, in a long run. */
const RUNS = Number(process.env.REMEDY_RUNS ?? 15);
const ORGANISATIONS = 4;
const PEOPLE = 8;

type RoleName = "representative" | "coordinator" | undefined;
type Act =
  | { what: "write" | "rekey"; person: number }
  | { what: "admit"; person: number; org: number; role: RoleName }
  | { what: "revoke"; person: number; org: number }
  | { what: "join" | "leave"; person: number; org: number };

/** Person i manages organisation i; the others come and go. */
class Model {
  readonly members = Array.from({ length: ORGANISATIONS }, (_, org) => new Set([org, org + ORGANISATIONS]));
  /** By organisation: the number of its key, and who was ever listed with each of its keys. */
  readonly key = new Array<number>(ORGANISATIONS).fill(0);
  readonly listed = this.members.map((members) => [new Set(members)]);
  /** Readers of each epoch: organisation and number of its key. */
  readonly epochs: Map<number, number>[] = [new Map([[0, 0]])];
  readonly roles = new Map<number, RoleName>([[0, "representative"]]);
  readonly written: number[] = [];

  get readers(): Map<number, number> {
    return this.epochs[this.epochs.length - 1] as Map<number, number>;
  }

  /** A member holds her organisation's newest key and all before it; who left holds those up to the last one with her. */
  holds(person: number, org: number): number {
    return (this.listed[org] as Set<number>[]).reduce((highest, people, number) => people.has(person) ? number : highest, -1);
  }

  /** Keys of epochs are handed on backwards: whoever reads one reads those before. */
  opens(person: number): number {
    return this.epochs.reduce((highest, readers, epoch) => [...readers].some(([org, key]) => this.holds(person, org) >= key) ? epoch : highest, -1);
  }

  private acting(person: number): number[] {
    return [...this.readers.keys()].filter((org) => this.members[org]?.has(person));
  }

  private decides(person: number): boolean {
    return this.acting(person).some((org) => this.roles.get(org) === "representative");
  }

  private open(readers: readonly number[]): void {
    this.epochs.push(new Map(readers.map((org) => [org, this.key[org] as number])));
  }

  /** Whether it can happen; then it has. */
  take(act: Act): boolean {
    const { readers } = this;
    switch (act.what) {
      case "write": {
        const current = [...readers].every(([org, key]) => this.key[org] === key);
        const writes = [...readers].some(([org, key]) => this.listed[org]?.[key]?.has(act.person));
        if (current && writes) this.written.push(this.epochs.length - 1);
        return current && writes;
      }
      case "rekey":
        if (this.acting(act.person).length === 0) return false;
        this.open([...readers.keys()]);
        return true;
      case "admit":
        if (!this.decides(act.person) || readers.has(act.org)) return false;
        this.open([...readers.keys(), act.org]);
        if (act.role) this.roles.set(act.org, act.role);
        return true;
      case "revoke": {
        const left = [...readers.keys()].filter((org) => org !== act.org);
        const represented = left.some((org) => this.roles.get(org) === "representative");
        const signs = this.acting(act.person).some((org) => org !== act.org);
        if (!this.decides(act.person) || !readers.has(act.org) || !represented || !signs) return false;
        this.open(left);
        this.roles.delete(act.org);
        return true;
      }
      case "join":
        if (this.members[act.org]?.has(act.person)) return false;
        this.members[act.org]?.add(act.person);
        this.listed[act.org]?.[this.key[act.org] as number]?.add(act.person);
        return true;
      case "leave":
        if (act.person === act.org || !this.members[act.org]?.delete(act.person)) return false;
        this.key[act.org] = (this.key[act.org] as number) + 1;
        this.listed[act.org]?.push(new Set(this.members[act.org]));
        return true;
    }
  }
}

interface World { stored: Store; people: AccountKeys[]; orgs: Org[]; texts: string[] }

/** What the pages of this person would hold of an organisation. */
function secretsOf({ people, orgs }: World, person: number, org: number): Promise<OrganisationKeys[]> {
  const { chain, epochs, wraps } = orgs[org] as Org;
  const account = people[person] as AccountKeys;
  const mine = wraps.filter((each) => hex(each.kid) === hex(account.kid));
  return openOrganisation(chain, account, { epochs: epochs.map(({ epoch, previous }) => ({ epoch, previous: previous ? unb64(previous) : null })), wraps: mine });
}

async function everySecret(world: World, person: number): Promise<OrganisationKeys[]> {
  return (await Promise.all(world.orgs.map((_, org) => secretsOf(world, person, org)))).flat();
}

async function perform(world: World, model: Model, act: Act): Promise<void> {
  const { stored, people, orgs, texts } = world;
  const actor = people[act.person] as AccountKeys;
  const by = { secrets: await everySecret(world, act.person) } as Org;
  switch (act.what) {
    case "write":
      await write(stored, by, actor, message(`${texts.length}`));
      texts.push(`${texts.length}`);
      return;
    case "rekey": return rekey(stored, by, actor);
    case "admit": return letIn(stored, by, actor, orgs[act.org] as Org, act.role);
    case "revoke": return letGo(stored, by, actor, (orgs[act.org] as Org).chain.fingerprint);
    default: {
      const org = orgs[act.org] as Org;
      const members = new Set(model.members[act.org]);
      await changeOrg(org, [...members].map((each) => people[each] as AccountKeys));
      // A wrap for who joined in the middle of an epoch: the manager's page makes it.
      if (act.what === "join") await handOn(org, actor);
      refresh(stored, [org]);
    }
  }
}

async function handOn(org: Org, newcomer: AccountKeys): Promise<void> {
  const wraps = await wrapForMembers(org.secrets.at(-1) as OrganisationKeys, org.chain.latest, [newcomer]);
  org.wraps.push(...wraps.map((each) => ({ epoch: org.chain.latest.epoch, ...each })));
}

async function check(world: World, model: Model): Promise<void> {
  const { stored, texts } = world;
  const room = await seeCase(stored);
  const { entries } = await verifyEntries(room, headers(stored));
  assert.equal(room.epochs.length, model.epochs.length);
  assert.deepEqual(entries.map((each) => each.epoch), model.written);
  const names = world.orgs.map((org) => hex(org.chain.fingerprint));
  assert.deepEqual(new Map(room.case.roles), new Map([...model.roles].map(([org, role]) => [names[org], role])));
  for (let person = 0; person < PEOPLE; person++) {
    const epochs = await openEpochs(room, await everySecret(world, person));
    const entitled = model.epochs.map((_, epoch) => epoch).filter((epoch) => epoch <= model.opens(person));
    assert.deepEqual([...epochs.keys()].sort((a, b) => a - b), entitled, `epochs that person ${person} opens`);
    // A key used twice would be known to those who were let go in between.
    assert.equal(new Set([...epochs.values()].map(hex)).size, epochs.size);
    for (const [place, entry] of entries.entries()) {
      const reading = async () => openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
      if (entitled.includes(entry.epoch)) assert.equal(((await reading()) as { text: string }).text, texts[place]);
      else await assert.rejects(reading, { code: "not-a-reader" });
    }
  }
}

const person = fc.nat(PEOPLE - 1);
const org = fc.nat(ORGANISATIONS - 1);
const role = fc.constantFrom<RoleName>(undefined, "representative", "coordinator");
/** Half of what decides is tried by the first manager, so that much of it happens. */
const decider = fc.oneof(fc.constant(0), person);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("write" as const), person }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("admit" as const), person: decider, org, role }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("revoke" as const), person: decider, org }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("rekey" as const), person: decider }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom("join" as const, "leave" as const), person, org }) },
);

/** What few cases drawn at random might leave out. */
const SURE: Act[] = [
  { what: "admit", person: 0, org: 1, role: "representative" }, { what: "write", person: 1 }, { what: "revoke", person: 1, org: 0 }, { what: "write", person: 0 },
  { what: "revoke", person: 1, org: 1 }, { what: "admit", person: 0, org: 0, role: undefined },
];

test("random admissions, removals, changes of keys and entries: exactly the entitled open each entry", async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, newAccount));
  const happened = new Map<string, number>();
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 16 }), async (acts) => {
    const orgs = await Promise.all(Array.from({ length: ORGANISATIONS }, (_, at) => newOrg([people[at], people[at + ORGANISATIONS]] as AccountKeys[])));
    const world: World = { stored: await storeFounding(orgs[0] as Org, people[0] as AccountKeys, []), people, orgs, texts: [] };
    const model = new Model();
    for (const each of acts) {
      const possible = model.take(each);
      if (!possible && (each.what === "join" || each.what === "leave")) continue;
      happened.set(`${each.what} ${possible}`, (happened.get(`${each.what} ${possible}`) ?? 0) + 1);
      const before = structuredClone(world.stored.json);
      try {
        await perform(world, model, each);
        assert.ok(possible, `${JSON.stringify(each)} happened`);
      } catch (error) {
        if (possible || !(error instanceof SealError)) throw error;
        assert.deepEqual(world.stored.json, before);
      }
    }
    await check(world, model);
  }), { numRuns: RUNS, examples: [[SURE]] });
  for (const what of ["write", "admit", "revoke"]) for (const outcome of [true, false]) assert.ok(happened.has(`${what} ${outcome}`), `${what} ${outcome} never tried`);
});
