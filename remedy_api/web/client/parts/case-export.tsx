/** Taking a case along: on one printed page, or as a file that proves itself. */
import { useState } from "preact/hooks";
import { exportCase } from "../case-export";
import { summaryOf } from "../case-summary";
import { _ } from "../i18n";
import { plainReference } from "../names";
import { today } from "../room-acts";
import type { At } from "./case-at";
import { Action, Notice, Tick } from "./ui";
import { KeyWords } from "./words";

// What is typed is the same in every language.
const COMMAND = 'remedy verify case.zip --anchor "…"';

export function PrintIt({ withMessages, set }: { withMessages: boolean; set: (on: boolean) => void }) {
  return (
    <section class="no-print">
      <h2>{_("Print")}</h2>
      <Tick checked={withMessages} onChecked={set} label={_("Also print the messages. Whoever finds the paper can read them.")} />
      <p><button type="button" class="outline" onClick={() => print()}>{_("Print this case")}</button></p>
    </section>
  );
}

export function Export({ at }: { at: At }) {
  const [count, setCount] = useState<number | null>(null);
  const [saved, setSaved] = useState(false);
  const all = at.of.rows.length;
  async function run(): Promise<void> {
    setSaved(false);
    setCount(0);
    try {
      const blob = await exportCase(at.session, at.of, summaryOf(at.of, at.codes), setCount);
      save(blob, `case-${plainReference(at.of.id).toLowerCase()}-${today()}.zip`);
      setSaved(true);
    } finally {
      setCount(null);
    }
  }
  return (
    <section class="no-print">
      <h2>{_("Take the case along")}</h2>
      <p>{_("You get one file with the signed history, the keys by which to check it, and everything that was written, still locked. Nobody can change it unnoticed, and it can be checked without this server.")}</p>
      {count !== null && all > 0 && <progress value={count} max={all} aria-label={_("Making the file")} />}
      <Action quiet run={run} busyText={_("Making the file…")}>{_("Save the file")}</Action>
      {saved && (
        <Notice kind="good">
          <p role="status">{_("Saved. Keep it where only you find it: it says when something happened and which organisations could read.")}</p>
          <p>{_("Whoever checks it needs the 12 key words of an organisation that reads the case, from its paper. Yours:")}</p>
          {at.of.mine.slice(0, 1).map((mine) => <KeyWords key={mine.organisation} words={mine.trust.chain.words} />)}
          <p><code dir="ltr">{COMMAND}</code></p>
        </Notice>
      )}
    </section>
  );
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this; a moment later it is done with the address.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
