/** What happened, newest first, each with who did it and on which day; out of the signed history that was checked here. */
import { useState } from "preact/hooks";
import { doer, happened } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import type { RoomEvent } from "../seal-cases";
import type { At } from "./case-at";
import { ReadText } from "./case-text";

const STEP = 10;
/** The steps whose text is read here, each with the kind it must be of, or any. What is kept locked, and who was witness, stands under "Mandate and safety". */
const TEXTS: Readonly<Record<string, string>> = { stage: "", suspended: "", closed: "", reopened: "", declared: "interests", finding: "finding", commented: "comment", contested: "reasons" };

export function History({ at }: { at: At }) {
  const [shown, setShown] = useState(STEP);
  const { events } = at.of.verified;
  const newest = [...events].reverse().slice(0, shown);
  return (
    <section>
      <h2>{_("What happened")}</h2>
      <p class="muted no-print">{_("Each step was signed by the person who took it, and names the one before it. This device checked all %(num)s of them.", { num: events.length })}</p>
      <ol class="plain history">{newest.map((event) => <li key={event.seq}><Step event={event} at={at} /></li>)}</ol>
      {shown < events.length && <button type="button" class="outline no-print" onClick={() => setShown(shown + 5 * STEP)}>{_("Show more")}</button>}
    </section>
  );
}

function Step({ event, at }: { event: RoomEvent; at: At }) {
  const { entry } = event.data;
  const kind = TEXTS[event.type];
  return (
    <>
      <p>{happened(event, at.of, at.of.view, at.codes)}</p>
      <p class="muted"><bdi>{doer(at.of, event)}</bdi>, {day(event.day)}</p>
      {typeof entry === "string" && entry !== "" && kind !== undefined && <ReadText at={at} digest={entry} kind={kind} />}
    </>
  );
}
