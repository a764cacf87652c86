/** One line of what could be shown: what it is, how it begins, who wrote it and when. */
import { plainName } from "../file-kinds";
import { _ } from "../i18n";
import { day, size } from "../names";
import type { Choosable } from "../table-showing";
import { isCopy, kindWord } from "./shown-entry";

/** Letters of a text that tell it from the others. */
const BEGINNING = 90;

export function Offered({ of: { opened: { said, content } } }: { of: Choosable }) {
  return (
    <>
      <span class="badge">{kindWord(content?.kind ?? "attachment")}</span> {isCopy(content) && <><span class="badge">{_("a copy with parts left out")}</span> </>}
      <bdi>{said.file === null ? beginning(said.text) : said.file.opened === null ? _("A file of %(size)s", { size: size(said.file.sealedSize) }) : plainName(said.file.opened.name)}</bdi>
      <small class="line muted"><bdi>{said.author}</bdi>, {day(said.postedOn)}</small>
    </>
  );
}

const beginning = (text: string): string => text.length <= BEGINNING ? text : `${text.slice(0, BEGINNING)}…`;
