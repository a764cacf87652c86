/** What was written of a reprisal, in its own words and in the reader's. */
import { _ } from "../i18n";
import { directionOf } from "../languages";
import { list } from "../names";
import { firstNeeds, readReprisal } from "../reprisal-words";
import type { Reader, Said } from "../room-opening";
import { here } from "./mount";

export function ReprisalTold({ text, language }: { text: string; language: string }) {
  const { what, who, first } = readReprisal(text);
  const needs = new Map(firstNeeds());
  const own = { class: "own-words", lang: language, dir: directionOf(language) };
  return (
    <>
      <p {...own}>{what}</p>
      {who !== "" && <><p class="muted">{_("Who is punished")}</p><p {...own}>{who}</p></>}
      {first.length > 0 && <p><strong>{_("Needed first: %(needs)s", { needs: list(first.map((code) => needs.get(code) ?? code)) })}</strong></p>}
    </>
  );
}

/** Said in a word and with a mark, never by colour alone. */
export function ReprisalMark() {
  return <span class="badge reprisal"><span aria-hidden="true">▲ </span>{_("Reprisal")}</span>;
}

/** From what somebody wrote to the case about it, for who may open one. */
export function OpenReprisal({ said, href, readers }: { said: Said; href: string; readers: readonly Reader[] }) {
  if (said.kind !== "reprisal" || !readers.some((reader) => reader.mine && reader.kind === "worker_organisation")) return null;
  return <p class="no-print"><a href={here(href)}>{_("Open a case about this reprisal")}</a></p>;
}
