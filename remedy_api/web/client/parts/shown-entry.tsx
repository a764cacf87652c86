/** Something from the room of the workers as it is read at a table: drawn alike for who is about to show it and for who it is shown to. */
import { _ } from "../i18n";
import { directionOf } from "../languages";
import { day, list, reference } from "../names";
import { isCopyForm } from "../redacted-forms";
import type { Content } from "../seal-rooms";
import { OpenedFile } from "./file-item";

/** Names of organisations; `author` is empty where none at the table has the key. `vouched`: the signature of who wrote it was checked. */
export interface Exhibit { content: Content; vouched: boolean; author: string; by: string; to: readonly string[]; day: string; consent: string }

export function ShownEntry({ of: { content, vouched, author, by, to, day: shown, consent } }: { of: Exhibit }) {
  return (
    <div class="shown">
      <p class="card-head"><strong>{kindWord(content.kind)}</strong> {isCopy(content) && <span class="badge">{_("a copy with parts left out")}</span>}</p>
      {content.kind === "attachment" ? <ul class="files"><li><OpenedFile opened={content} /></li></ul> : <p class="own-words" lang={content.language} dir={directionOf(content.language)}>{content.text}</p>}
      <p class="muted">
        {!vouched ? _("Who wrote it could not be checked here: %(organisation)s answers for it.", { organisation: by })
          : author === "" ? _("Written and signed by somebody of an organisation that does not sit at this table.") : _("Written and signed for %(organisation)s.", { organisation: author })}{" "}
        {shownWords(shown, by, to)} {restsOn(consent)}
      </p>
    </div>
  );
}

export const shownWords = (on: string, by: string, to: readonly string[]): string =>
  _("Shown on %(day)s by %(organisation)s to %(organisations)s.", { day: day(on), organisation: by, organisations: list([...to]) });

export const restsOn = (consent: string): string => _("It rests on the workers' consent %(reference)s.", { reference: reference(consent) });

export const isCopy = (content: Content | null): boolean => content !== null && content.kind !== "attachment" && isCopyForm(content.form);

export function kindWord(kind: string): string {
  switch (kind) {
    case "attachment": return _("File");
    case "finding": return _("Reasons of a finding");
    case "comment": return _("Comment on a finding");
    case "notice": return _("What the companies are told");
    case "reasons": return _("Reasons");
    case "referral": return _("Referral");
    default: return _("Message");
  }
}
