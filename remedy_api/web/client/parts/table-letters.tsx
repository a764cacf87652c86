/** Messages and files of a table. Whoever came later opens what was written since. Newest last, the earlier ones on demand. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { list } from "../names";
import { answers, shownAt } from "../table-shown";
import { openRow } from "../room-opening";
import type { Opened } from "../room-opening";
import { Letter, WriteLetter } from "./letters";
import type { TableAt } from "./table-at";
import { Empty, Load, useLoad } from "./ui";

const STEP = 30;
/** Shown with the plan and its steps. */
const KEPT: ReadonlySet<string> = new Set(["plan", "report", "reasons"]);

export function TableLetters({ at }: { at: TableAt }) {
  const [shown, setShown] = useState(STEP);
  const loaded = useLoad(() => newest(at, shown), [at.of, shown]);
  const readers = [...at.of.readers, ...at.of.coming].map((reader) => reader.name);
  return (
    <section class="letters">
      <h2>{_("Messages and files")}</h2>
      {shown < at.of.rows.length && <p class="no-print"><button type="button" class="outline" onClick={() => setShown(shown + STEP)}>{_("Show earlier ones")}</button></p>}
      <Load of={loaded}>
        {(letters) => letters.length === 0 ? <Empty title={_("Nothing was written yet.")} /> : (
          <ul class="conversation">
            {letters.map(({ said, content }) => <li key={said.id} class={said.mine ? "ours" : ""}><Letter said={said} room={at.of} {...content?.kind === "reply" ? { label: _("Reply") } : {}} /></li>)}
          </ul>
        )}
      </Load>
      <WriteLetter session={at.session} room={at.of} draft={`table/${at.of.id}/message`} label={_("Your message")} sent={at.done} thanks={_("Sent.")}
        help={_("%(organisations)s read it. Who comes later does not. What you write is kept, locked, in this browser until you send it.", { organisations: list(readers) })} />
    </section>
  );
}

/** What was said to something that is shown stands beside it. */
async function newest(at: TableAt, count: number): Promise<Opened[]> {
  const beside = new Set((await shownAt(at.of).catch(() => [])).map(({ digest }) => digest));
  const opened: Opened[] = [];
  for (const row of at.of.rows.slice(-count)) {
    if (!at.of.keys.has(row.entry.epoch)) continue;
    const one = await openRow(at.of, row);
    if (one.content === null || (!KEPT.has(one.content.kind) && !beside.has(answers(one)))) opened.push(one);
  }
  return opened;
}
