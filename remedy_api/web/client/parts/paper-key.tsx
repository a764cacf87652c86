/** The printed recovery code of an organisation, for the day when no manager is left. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { appointWithPaper } from "../members";
import type { Session } from "../session";
import type { Trusted } from "../trust";
import { here } from "./mount";
import { Field, Form } from "./ui";

export function PaperKey({ session, trust }: { session: Session; trust: Trusted }) {
  const [code, setCode] = useState("");
  return (
    <details>
      <summary>{_("No manager is left? Use the printed recovery code")}</summary>
      <p>{_("Whoever holds the organisation's recovery code can make himself or herself a manager. The others see it in the list of people.")}{" "}
        <a href={here("/guides/keys#recovery-key")}>{_("What this code is, and how to use it")}</a></p>
      <Form submit={_("Make me a manager")} run={async () => { await appointWithPaper(session, trust, code); location.reload(); }}>
        <Field label={_("Recovery code of the organisation")} value={code} onValue={setCode} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr" />
      </Form>
    </details>
  );
}
