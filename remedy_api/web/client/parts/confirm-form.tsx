/** A form whose sending cannot be undone: it asks first, and says what it does and for whom. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { Dialog } from "./dialog";
import { Action, Form } from "./ui";

export function ConfirmForm({ submit, title, explanation, yes, check, run, danger, children }: {
  submit: string; title: string; explanation: ComponentChildren; yes: string; danger?: boolean; children?: ComponentChildren;
  /** Whether everything is filled in; it puts its errors beside the fields. */
  check: () => boolean;
  run: () => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Form submit={submit} run={async () => setAsking(check())}>{children}</Form>
      {asking && (
        <Dialog title={title} close={() => setAsking(false)}>
          {explanation}
          <div class="actions">
            <button type="button" class="outline" onClick={() => setAsking(false)}>{_("Cancel")}</button>
            <Action danger={danger ?? false} run={async () => { await run(); setAsking(false); }}>{yes}</Action>
          </div>
        </Dialog>
      )}
    </>
  );
}
