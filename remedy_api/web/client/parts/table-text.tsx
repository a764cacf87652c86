/** Sealed texts of a table that its history names: read on demand, and written with the act that names them. */
import { useState } from "preact/hooks";
import { Sealed } from "../case-acts";
import { openNamed } from "../case-opening";
import type { TextKind } from "../seal-rooms";
import type { NewTableEvent } from "../seal-tables";
import { sayWith } from "../table-acts";
import { Details, Told } from "./case-text";
import type { TableAt } from "./table-at";
import { Load, useLoad } from "./ui";
import { useFormDraft } from "./use-draft";

export function ReadTableText({ at, digest, kind, label }: { at: TableAt; digest: string; kind: TextKind; label: string }) {
  return <Details label={label}>{() => <Text at={at} digest={digest} kind={kind} />}</Details>;
}

function Text({ at, digest, kind }: { at: TableAt; digest: string; kind: TextKind }) {
  const loaded = useLoad(() => openNamed(at.of, digest), [digest]);
  return <Load of={loaded}>{(opened) => <Told opened={opened} kind={kind} />}</Load>;
}

/** A text that goes locked beside the act, with its draft. */
export function useText(at: TableAt, form: string, kind: TextKind) {
  const draft = useFormDraft(at.session, `table/${at.of.id}/${form}`, { text: "", language: document.documentElement.lang, result: "", asked: "", confirmed: "" });
  const [sealed] = useState(() => new Sealed());
  const [error, setError] = useState<string | null>(null);
  const { text, language } = draft.value;
  return {
    ...draft, error,
    need: (words: string): boolean => { setError(text.trim() === "" ? words : null); return text.trim() !== ""; },
    send: async (as: string, event: (entry: string) => NewTableEvent): Promise<void> => {
      await sayWith(at.session, at.of.id, as, sealed, kind, { text: text.trim(), language }, event);
      await draft.clear();
      await at.done();
    },
  };
}
