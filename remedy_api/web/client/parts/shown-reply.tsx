/** The right to reply: whoever is shown something says what it has to say to it, for everybody at the table. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { list } from "../names";
import { send } from "../room-acts";
import { Words } from "./more-fields";
import type { TableAt } from "./table-at";
import { Form } from "./ui";
import { useFormDraft } from "./use-draft";

/** `to`: the event that showed it. */
export function ReplyForm({ at, to }: { at: TableAt; to: string }) {
  const draft = useFormDraft(at.session, `table/${at.of.id}/reply/${to}`, { text: "", language: document.documentElement.lang });
  const [error, setError] = useState<string | null>(null);
  const readers = [...at.of.readers, ...at.of.coming].map(({ name }) => name);
  async function run(): Promise<void> {
    const text = draft.value.text.trim();
    setError(text === "" ? _("Please write something first.") : null);
    if (text === "") return;
    await send(at.session, at.of.id, { kind: "reply", language: draft.value.language, text, form: to });
    await draft.clear();
    await at.done();
  }
  return (
    <Form submit={_("Lock and send the reply")} run={run} busyText={_("Locking and sending…")}>
      <Words label={_("Your reply")} told={draft.value} set={draft.set} error={error} rows={4}
        help={_("%(organisations)s read it. It stays beside what was shown to you.", { organisations: list(readers) })} />
    </Form>
  );
}
