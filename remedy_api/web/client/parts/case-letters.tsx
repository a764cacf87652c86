/** Messages and files of a case: only those who read the case open them. Newest last, the earlier ones on demand. */
import { useState } from "preact/hooks";
import { openRow } from "../room-opening";
import type { Opened } from "../room-opening";
import { _ } from "../i18n";
import { list } from "../names";
import { aboutCase } from "../reprisal-words";
import { readerNames } from "./case-at";
import type { At } from "./case-at";
import { Letter, WriteLetter } from "./letters";
import { OpenReprisal } from "./reprisal-told";
import { Empty, Load, useLoad } from "./ui";

const STEP = 30;
/** Shown under "Mandate and safety", with the findings, or as the way to another case. */
const KEPT: ReadonlySet<string> = new Set(["mandate", "risk", "safe_contact", "witness", "interests", "finding", "comment", "reprisal_link"]);

export function Letters({ at }: { at: At }) {
  const [shown, setShown] = useState(STEP);
  const loaded = useLoad(() => newest(at, shown), [at.of, shown]);
  return (
    <section class="letters">
      <h2>{_("Messages and files")}</h2>
      {shown < at.of.rows.length && <p class="no-print"><button type="button" class="outline" onClick={() => setShown(shown + STEP)}>{_("Show earlier ones")}</button></p>}
      <Load of={loaded}>
        {(letters) => letters.length === 0 ? <Empty title={_("Nothing was written yet.")} /> : (
          <ul class="conversation">
            {letters.map(({ said, content }) => (
              <li key={said.id} class={said.mine ? "ours" : ""}><Letter said={said} room={at.of} {...labelled(content)} />{!at.of.view.fast_track && <OpenReprisal said={said} href={aboutCase(at.of.id, said.id)} readers={at.of.readers} />}</li>
            ))}
          </ul>
        )}
      </Load>
      <WriteLetter session={at.session} room={at.of} draft={`case/${at.of.id}/message`} label={_("Your message")} sent={at.done} thanks={_("Sent.")}
        help={_("%(organisations)s read it, and whoever is let in later. What you write is kept, locked, in this browser until you send it.", { organisations: list(readerNames(at)) })} />
    </section>
  );
}

async function newest(at: At, count: number): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const row of at.of.rows.slice(-count)) {
    if (!at.of.keys.has(row.entry.epoch)) continue;
    const one = await openRow(at.of, row);
    if (one.content === null || !KEPT.has(one.content.kind)) opened.push(one);
  }
  return opened;
}

function labelled(content: Opened["content"]): { label?: string } {
  switch (content?.kind) {
    case "reasons": return { label: _("Reasons") };
    case "notice": return { label: _("What the companies are told") };
    case "referral": return { label: _("Referral") };
    default: return {};
  }
}
