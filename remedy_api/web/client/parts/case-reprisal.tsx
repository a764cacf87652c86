/** Reprisals and their case: that this one is about a reprisal, which others it is tied to, and the way to report one. */
import { _ } from "../i18n";
import { reference } from "../names";
import { aboutCase, linkedCase } from "../reprisal-words";
import { openRow } from "../room-opening";
import type { OpenRoom } from "../room-opening";
import type { At } from "./case-at";
import { here } from "./mount";
import { Load, useLoad } from "./ui";

interface Link { other: string; author: string }

export function Reprisal({ at }: { at: At }) {
  const fast = at.of.view.fast_track;
  const loaded = useLoad(() => linksOf(at.of), [at.of]);
  return (
    <section class={fast ? "fast-track" : "no-print"}>
      <h2>{fast ? <><span aria-hidden="true">▲ </span>{_("Somebody is punished for complaining")}</> : _("Reprisals")}</h2>
      {fast ? <p>{_("This case is on the fast track: it comes first in your list, has shorter deadlines and waits for no other case. No company is told so.")}</p>
        : <p>{_("Is somebody threatened, moved, dismissed or otherwise punished because of this case?")}</p>}
      <Load of={loaded}>
        {(links) => links.length === 0 ? null : (
          <ul class="plain rows">
            {links.map(({ other, author }) => (
              <li key={other}>
                <a href={here(`/cases/${other}`)}>{fast ? _("The case it belongs to: %(reference)s", { reference: reference(other) }) : _("The case about a reprisal: %(reference)s", { reference: reference(other) })}</a>{" "}
                <span class="muted"><bdi>{author}</bdi></span>
              </li>
            ))}
          </ul>
        )}
      </Load>
      {!fast && <p><a href={here(aboutCase(at.of.id))}>{_("Report a reprisal")}</a></p>}
    </section>
  );
}

/** The smallest size of a sealed text: a link is never larger. */
const SMALLEST = 4096 + 16;

/** The links in a room, each other case once. The history does not name them: they are found by opening. */
async function linksOf(room: OpenRoom): Promise<Link[]> {
  const links = new Map<string, Link>();
  for (const row of room.rows) {
    if (row.entry.bodyLength !== SMALLEST || !room.keys.has(row.entry.epoch)) continue;
    const { said, content } = await openRow(room, row);
    const other = content?.kind === "reprisal_link" ? linkedCase(content.text) : null;
    if (other !== null && other !== room.id) links.set(other, { other, author: said.author });
  }
  return [...links.values()];
}
