/** The code of the report, and what is said when the report has arrived. */
import { KeepItSafe, WriteDown } from "./code-parts";
import type { Code } from "./code-parts";
import { _, day } from "./i18n";
import { Notice } from "./parts";
import type { Filed } from "./transport";

export function CodeStep({ code, written, reread, setReread, next, filedBy }: {
  code: Code; written: boolean; reread: boolean; setReread: (on: boolean) => void; next: () => void; filedBy: boolean;
}) {
  return (
    <>
      <p>{filedBy ? _("With this code the worker reads the answers and writes back, on any device, without an account.")
        : _("With this code you read the answers and write back, on any device, without an account.")}</p>
      <label class="choice">
        <input type="checkbox" checked={reread} onChange={(event) => setReread(event.currentTarget.checked)} />
        <span>{_("The code shall also open what was reported.")} <small>{_("Without this, whoever finds the paper reads only the answers, not the report.")}</small></span>
      </label>
      {written ? (
        <>
          <p>{_("It is the code that you wrote down already.")}</p>
          <p class="actions"><button type="button" onClick={next}>{_("Lock it and send it")}</button></p>
        </>
      ) : (
        <>
          <KeepItSafe />
          <WriteDown code={code.code} submit={_("Lock it and send it")} done={next} />
        </>
      )}
    </>
  );
}

export function DoneStep({ filed, filedBy, home }: { filed: Filed; filedBy: boolean; home: (() => void) | undefined }) {
  return (
    <>
      <Notice kind="good"><p role="status">{_("Your report arrived on %(day)s. It is locked; only those you chose can open it.", { day: day(filed.filed_on) })}</p></Notice>
      <h3>{_("What happens next")}</h3>
      <ol>
        <li>{_("Within 7 days the organisation says that it has read your report.")}</li>
        <li>{filedBy ? _("The worker reads the answer with the code: on the first page, choose “I have a code”.")
          : _("You read the answer with your code: on the first page, choose “I have a code”.")}</li>
        <li>{_("Nothing goes to a company before they have asked you.")}</li>
      </ol>
      <details>
        <summary>{_("Proof that it was filed")}</summary>
        <p>{_("These signs prove on which day a report was filed. They name nobody and open nothing. You can write them down or leave them.")}</p>
        <p><code dir="ltr">{filed.proof}</code></p>
      </details>
      {home && <p class="actions"><button type="button" onClick={home}>{_("Close and empty this page")}</button></p>}
    </>
  );
}
