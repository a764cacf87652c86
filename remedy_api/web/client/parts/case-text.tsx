/** A sealed text that the history names, opened when somebody wants to read it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { openNamed } from "../case-opening";
import { _ } from "../i18n";
import { directionOf } from "../languages";
import type { Opened } from "../room-opening";
import type { At } from "./case-at";
import { EntryStop } from "./entry-stop";
import { Load, Notice, useLoad } from "./ui";

/** `kind`: what it must be, where only that may stand; empty: any. */
interface Named { at: At; digest: string; kind: string }

export function ReadText({ label, ...named }: Named & { label?: string }) {
  return <Details label={label ?? _("Read the text")}>{() => <Text {...named} />}</Details>;
}

/** What is only made once somebody opens it. */
export function Details({ label, children }: { label: string; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="read no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && children()}
    </details>
  );
}

function Text({ at, digest, kind }: Named) {
  const loaded = useLoad(() => openNamed(at.of, digest), [digest]);
  return <Load of={loaded}>{(opened) => <Told opened={opened} kind={kind} />}</Load>;
}

/** What was opened, or why it is not shown. */
export function Told({ opened, kind }: { opened: Opened | null; kind: string }) {
  if (opened === null) return <p>{_("This text is not here, or is locked for you.")}</p>;
  const { said, content } = opened;
  if (said.stop) return <EntryStop stop={said.stop} />;
  if (kind !== "" && content?.kind !== kind) {
    return <Notice kind="warn"><p>{_("%(author)s put something else here than what belongs here, so it is not shown. Ask there, or write it anew.", { author: said.author })}</p></Notice>;
  }
  return <p class="own-words" lang={said.language} dir={directionOf(said.language)}>{said.text}</p>;
}
