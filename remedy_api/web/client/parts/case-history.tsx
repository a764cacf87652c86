/** What happened, newest first, each with who did it and on which day; out of the signed history that was checked here. */
import { useState } from "preact/hooks";
import { openNamed } from "../case-opening";
import { doer, happened } from "../case-words";
import { directionOf } from "../languages";
import { _ } from "../i18n";
import { day } from "../names";
import type { RoomEvent } from "../seal-cases";
import type { At } from "./case-at";
import { EntryStop } from "./entry-stop";
import { Load, useLoad } from "./ui";

const STEP = 10;

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
  const entry = ["stage", "suspended", "closed", "reopened"].includes(event.type) ? event.data.entry : "";
  return (
    <>
      <p>{happened(event, at.of, at.of.view, at.codes)}</p>
      <p class="muted"><bdi>{doer(at.of, event)}</bdi>, {day(event.day)}</p>
      {typeof entry === "string" && entry !== "" && <Reasons at={at} digest={entry} />}
    </>
  );
}

/** The text that goes with a step, opened when somebody wants to read it. */
function Reasons({ at, digest }: { at: At; digest: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{_("Read the text")}</summary>
      {open && <Text at={at} digest={digest} />}
    </details>
  );
}

function Text({ at, digest }: { at: At; digest: string }) {
  const loaded = useLoad(() => openNamed(at.of, digest), [digest]);
  return (
    <Load of={loaded}>
      {(opened) => opened === null ? <p>{_("This text is not here, or is locked for you.")}</p> : opened.said.stop ? <EntryStop stop={opened.said.stop} />
        : <p class="own-words" lang={opened.said.language} dir={directionOf(opened.said.language)}>{opened.said.text}</p>}
    </Load>
  );
}
