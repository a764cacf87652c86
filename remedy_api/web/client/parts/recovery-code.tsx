/** A printed code: shown once, written down or printed, and confirmed by typing it back. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { equal } from "../seal";
import { parseReceipt } from "../seal-organisations";
import type { CodeType } from "../seal-organisations";
import { CodeSheet } from "./words";
import { Field, Form } from "./ui";

interface Props {
  title: string;
  code: string;
  /** Which check digits the code carries. */
  kind: CodeType;
  explanation: string;
  submit: string;
  done: () => Promise<void>;
  busyText?: string;
}

export function ConfirmCode({ title, code, kind, explanation, submit, done, busyText }: Props) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);

  async function run(): Promise<void> {
    setError(null);
    if (!same(typed, code, kind)) return setError(_("This is not the code above. Please compare it group by group."));
    await done();
  }

  return (
    <Form submit={submit} run={run} {...(busyText ? { busyText } : {})}>
      <CodeSheet title={title} code={code}><p>{explanation}</p></CodeSheet>
      <p class="no-print"><button type="button" class="outline" onClick={() => print()}>{_("Print this code")}</button></p>
      <div class="no-print">
        <Field label={_("Type the code from your paper")} value={typed} onValue={setTyped} error={error} autocomplete="off" autocapitalize="characters"
          spellcheck={false} dir="ltr" help={_("This makes sure that the paper is right. Small letters and missing dashes are fine.")} />
      </div>
    </Form>
  );
}

function same(typed: string, code: string, kind: CodeType): boolean {
  try {
    return equal(parseReceipt(typed, kind), parseReceipt(code, kind));
  } catch {
    return false;
  }
}
