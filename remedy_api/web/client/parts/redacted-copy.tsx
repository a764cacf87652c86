/** A copy with parts left out: written into the room of the workers first, so that what is shown is an entry like any other. */
import { useState } from "preact/hooks";
import type { OpenCase } from "../case-opening";
import { _ } from "../i18n";
import { size } from "../names";
import { copyFile, copyText } from "../table-showing";
import type { Choosable } from "../table-showing";
import { Words } from "./more-fields";
import { MOST_BYTES, PickedFiles, tooLarge } from "./picked-files";
import type { TableAt } from "./table-at";
import { Form } from "./ui";
import { useFormDraft } from "./use-draft";

interface Of { at: TableAt; from: OpenCase; of: Choosable; copied: (digest: string) => Promise<void> }

export function RedactedCopy(one: Of) {
  return one.of.opened.said.file === null ? <OfText {...one} /> : <OfFile {...one} />;
}

function OfText({ at, from, of: { opened: { said: { id, text: before, language: written } }, contents }, copied }: Of) {
  const draft = useFormDraft(at.session, `case/${from.id}/copy/${id}`, { text: before, language: written });
  const [error, setError] = useState<string | null>(null);
  async function run(): Promise<void> {
    const text = draft.value.text.trim();
    const wrong = text === "" ? _("Please write something first.") : text === before.trim() ? _("Nothing is left out yet. Show the text itself, or leave something out.") : null;
    setError(wrong);
    if (wrong !== null) return;
    const digest = await copyText(at.session, from, { text, language: draft.value.language }, contents);
    await draft.clear();
    await copied(digest);
  }
  return (
    <Form submit={_("Lock and keep the copy")} run={run} busyText={_("Locking and sending…")}>
      <Words label={_("The copy")} told={draft.value} set={draft.set} error={error} rows={8}
        help={_("Leave out names, days, places and whatever else could lead to somebody. The copy is kept in the case; it says that parts are left out, and it is signed by you.")} />
    </Form>
  );
}

function OfFile({ at, from, copied }: Of) {
  const [files, setFiles] = useState<File[]>([]);
  const [error, setError] = useState<string | null>(null);
  async function run(): Promise<void> {
    const [file] = files;
    setError(file === undefined || files.length > 1 ? _("Please choose one file.") : tooLarge(files) ? _("These files are larger than %(size)s together. Please send less at once.", { size: size(MOST_BYTES) }) : null);
    if (file === undefined || files.length > 1 || tooLarge(files)) return;
    await copied(await copyFile(at.session, from, file));
  }
  return (
    <Form submit={_("Lock and keep the copy")} run={run} busyText={_("Locking and sending…")}>
      <p>{_("Black names and faces out on your own device, and choose the new file here. It is kept in the case beside the first one.")}</p>
      <PickedFiles files={files} change={setFiles} />
      {error && <p class="field-error" role="alert">{error}</p>}
    </Form>
  );
}
