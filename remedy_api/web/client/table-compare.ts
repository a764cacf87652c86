/**
 * What the server says of a table against its signed history. Only clocks are the server's own word: days left, and what is
 * overdue. Any other difference is a stop that names what differs.
 */
import { _ } from "./i18n";
import type { OpenRoom } from "./room-opening";
import { equal, hex } from "./seal";
import type { RoomEvent } from "./seal-cases";
import type { Plan, PlanStep, StepState, TableFacts } from "./seal-tables";
import { Stop } from "./stop";
import type { PlanView, Share, StepView, TableRole, TableView } from "./table-view";

/** Plans on the page of a table; the signed history has all of them. */
const SHOWN = 12;

/** Whether both speak of the same moment. The room is fetched after the answer, and has more in it when somebody acted or wrote meanwhile. */
export const sameMoment = (view: TableView, room: OpenRoom): boolean => view.head === hex(room.verified.head) && view.entries >= room.rows.length;

/** Throws a Stop for the first difference. Call it when both speak of the same moment. */
export function compare(view: TableView, room: OpenRoom): void {
  const what = difference(view, room);
  if (what === null) return;
  throw new Stop(_("What the server says of this table does not fit its signed history: %(what)s. Nothing is opened or sent. Please tell your help contact.", { what }));
}

function difference(view: TableView, room: OpenRoom): string | null {
  const { table: facts, events, kind } = room.verified;
  if (kind !== "table" || view.table !== room.id || view.opened_on !== events[0]?.day) return _("which table this is");
  if (!sameParties(view, room)) return _("who sits here, in which role, and who received it");
  if (view.plans_total !== facts.plans.length || !samePlans(view, room)) return _("which plans there are, and who answered them");
  if ((view.in_force ?? "") !== facts.inForce || !view.plans.every((plan) => heldRightly(plan, facts))) return _("which plan holds");
  if (!view.plans.every((plan) => plan.steps.every((step) => sameState(step, plan.plan === facts.inForce ? facts.steps.get(step.step) : undefined, events)))) return _("what was said and verified of the steps");
  if (!sameProgress(view, facts)) return _("how far the plan has come");
  if (view.entries !== room.rows.length) return _("how much was written in it");
  return null;
}

/** What an organisation does at a table. */
export const roleOf = (facts: TableFacts, fingerprint: string): TableRole => facts.roles.get(fingerprint) ?? "reader";

function sameParties(view: TableView, room: OpenRoom): boolean {
  const { table, events } = room.verified;
  return view.parties.length === room.readers.length && room.readers.every(({ organisation, trust }) => {
    const said = view.parties.find((each) => each.organisation === organisation);
    const fingerprint = hex(trust.chain.fingerprint);
    const received = events.find(({ type, roster }) => type === "received" && trust.chain.digests.some((digest) => equal(digest, roster)));
    return said !== undefined && said.role === roleOf(table, fingerprint) && (said.received_on ?? "") === (table.received.has(fingerprint) ? received?.day : "");
  });
}

/** The newest ones, as many as a page shows, and the one in force in any case; each as it was signed. */
function samePlans(view: TableView, room: OpenRoom): boolean {
  const { plans, inForce } = room.verified.table;
  const newest = plans.slice(-SHOWN).reverse().map(({ plan }) => plan);
  const wanted = inForce === "" || newest.includes(inForce) ? newest : [...newest, inForce];
  return String(view.plans.map(({ plan }) => plan)) === String(wanted) && view.plans.every((said) => samePlan(said, room));
}

function samePlan(said: PlanView, room: OpenRoom): boolean {
  const { plans } = room.verified.table;
  const place = plans.findIndex(({ plan }) => plan === said.plan);
  const signed = plans[place];
  if (signed === undefined) return false;
  const { data, day } = signed.event;
  const steps = [...signed.steps.values()];
  return said.number === place + 1 && said.organisation === organisationOf(room, signed.organisation) && said.entry === data.entry
    && said.warned === (data.warned !== "") && said.proposed_on === day && sameAnswers(said, signed, room)
    && said.steps.length === steps.length && steps.every((step, at) => sameStep(said.steps[at] as StepView, step, room));
}

function sameAnswers(said: PlanView, signed: Plan, room: OpenRoom): boolean {
  const named = (all: ReadonlySet<string>, answer: string): string[] => [...all].map((each) => `${answer} ${organisationOf(room, each)}`);
  const answers = [...named(signed.accepted, "accepted"), ...named(signed.refused, "refused")];
  return said.answers.length === answers.length && said.answers.every((each) => {
    const event = room.verified.events.find(({ type, data, roster, hash }) =>
      ((type === each.answer && data.plan === said.plan) || (hex(hash) === said.plan && each.answer === "accepted" && each.organisation === said.organisation)) && organisationUnder(room, roster) === each.organisation);
    return answers.includes(`${each.answer} ${each.organisation}`) && each.on === event?.day && (each.entry ?? "") === (each.answer === "refused" ? event.data.entry : "");
  });
}

function sameStep(said: StepView, signed: PlanStep, room: OpenRoom): boolean {
  const amount = String(signed.amount);
  const text = [signed.step, signed.form, signed.kind, organisationOf(room, String(signed.owner)), signed.due, amount === "" || amount.includes(".") ? amount : `${amount}.00`, signed.currency, signed.instalments, signed.workers];
  return [said.step, said.form, said.kind, said.owner, said.due_on, said.amount ?? "", said.currency ?? "", String(said.instalments ?? ""), said.workers ?? ""].every((each, place) => each === text[place])
    && String(said.beneficiaries) === String(signed.beneficiaries) && String(said.evidence) === String(signed.evidence);
}

/** From which day it was in force, and on which another took its place: those of the steps that did it. */
function heldRightly({ number, in_force_on: since, replaced_on: until }: PlanView, { plans }: TableFacts): boolean {
  const held = plans[number - 1]?.inForceBy;
  const next = plans.slice(number).find(({ inForceBy }) => inForceBy !== undefined)?.inForceBy;
  return (since ?? "") === (held?.day ?? "") && (until ?? "") === (held === undefined ? "" : next?.day ?? "");
}

/** The two fields of a step, each by the event that set it. */
function sameState({ state, said, verified }: StepView, signed: StepState | undefined, events: readonly RoomEvent[]): boolean {
  if (signed === undefined) return state === null && said === null && verified === null;
  const at = (hash: string): RoomEvent | undefined => events.find((event) => hex(event.hash) === hash);
  const done = at(signed.said);
  const judged = at(signed.verified);
  const verdict = judged?.type === "verified" ? judged.data.result : judged?.type === "step_reopened" ? "reopened" : judged?.type;
  return state === signed.state && said?.on === done?.day && said?.entry === done?.data.entry
    && verified?.verdict === verdict && verified?.on === judged?.day && (verified?.entry ?? "") === (judged?.data.entry ?? "")
    && (verified?.asked ?? "") === (judged?.data.asked ?? "") && (verified?.confirmed ?? "") === (judged?.data.confirmed ?? "");
}

function sameProgress({ progress }: TableView, facts: TableFacts): boolean {
  const held = facts.plans.find(({ plan }) => plan === facts.inForce);
  if (held === undefined || progress === null) return held === undefined && progress === null;
  const share = (...states: readonly string[]): string => shareText(sum([...held.steps.values()].filter(({ step }) => states.includes(facts.steps.get(String(step))?.state ?? ""))));
  return shareText(progress.promised) === share("open", "said", "partly", "disputed", "verified") && shareText(progress.said) === share("said", "partly", "disputed")
    && shareText(progress.verified) === share("verified");
}

/** How many steps, and what they come to by currency. Sums are counted in hundredths: no part of a number is ever lost. */
function sum(steps: readonly PlanStep[]): Share {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of steps) {
    if (amount === "") continue;
    const [whole = "", part = "00"] = String(amount).split(".");
    sums.set(String(currency), (sums.get(String(currency)) ?? 0n) + BigInt(whole + part));
  }
  return { steps: steps.length, amounts: [...sums].map(([currency, total]) => ({ currency, amount: `${total / 100n}.${String(total % 100n).padStart(2, "0")}` })) };
}

const shareText = ({ steps, amounts }: Share): string => [steps, ...amounts.map(({ currency, amount }) => `${currency} ${amount}`).sort()].join();

const organisationOf = (room: OpenRoom, fingerprint: string): string | undefined => room.known.find(({ trust }) => hex(trust.chain.fingerprint) === fingerprint)?.organisation;
const organisationUnder = (room: OpenRoom, roster: Uint8Array): string | undefined => room.known.find(({ trust }) => trust.chain.digests.some((digest) => equal(digest, roster)))?.organisation;
