/** What happened at a table, newest first, out of the signed history that was checked here. */
import { useState } from "preact/hooks";
import { doer } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import type { RoomEvent } from "../seal-cases";
import type { TextKind } from "../seal-rooms";
import { representing } from "../table-opening";
import { happenedAt } from "../table-words";
import type { TableAt } from "./table-at";
import { ReadTableText } from "./table-text";

const STEP = 10;
/** The kind of text that each step names. */
const TEXTS: Readonly<Record<string, TextKind>> = { plan: "plan", refused: "reasons", said_done: "report", verified: "reasons", disputed: "reasons", step_reopened: "reasons" };

export function TableHistory({ at }: { at: TableAt }) {
  const [shown, setShown] = useState(STEP);
  // What is shown from the case stands where it is read: as long as it is allowed, and to those to whom it is.
  const events = at.of.verified.events.filter(({ type }) => type !== "disclosed" || representing(at.of) !== undefined);
  return (
    <section id="history">
      <h2>{_("What happened")}</h2>
      <p class="muted no-print">{_("Each step was signed by the person who took it, and names the one before it. This device checked all of them.")}</p>
      <ol class="plain history">{[...events].reverse().slice(0, shown).map((event) => <li key={event.seq}><Happened at={at} event={event} /></li>)}</ol>
      {shown < events.length && <button type="button" class="outline no-print" onClick={() => setShown(shown + 5 * STEP)}>{_("Show more")}</button>}
    </section>
  );
}

function Happened({ at, event }: { at: TableAt; event: RoomEvent }) {
  const { entry } = event.data;
  const kind = TEXTS[event.type];
  return (
    <>
      <p>{happenedAt(event, at.of, at.codes)}</p>
      <p class="muted"><bdi>{doer(at.of, event)}</bdi>, {day(event.day)}</p>
      {kind !== undefined && typeof entry === "string" && entry !== "" && <ReadTableText at={at} digest={entry} kind={kind} label={_("Read the text")} />}
    </>
  );
}
