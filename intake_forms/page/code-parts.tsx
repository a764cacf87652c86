/** The code on paper: shown once to be written down, confirmed by typing a part of it, typed again later. */
import { useState } from "preact/hooks";
import { newReceipt, parseReceipt } from "../seal/paper";
import type { Fault } from "./form";
import { _ } from "./i18n";
import { explain, Faults, Notes, Notice } from "./parts";

/** A receipt as the flow holds it until the report is sent. */
export interface Code { readonly code: string; readonly secret: Uint8Array }
export const newCode = (): Code => newReceipt("receipt");

/** What people write for what they read: no case, and the letters that look like digits. */
const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");

/** Shows a code, hides it, asks for one of its groups. */
export function WriteDown({ code, submit, done }: { code: string; submit: string; done: () => void }) {
  const groups = code.split("-");
  const [asked] = useState(() => Math.floor(Math.random() * 5));
  const [hidden, setHidden] = useState(false);
  const [typed, setTyped] = useState("");
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const check = (event: Event): void => {
    event.preventDefault();
    const same = plain(typed) === groups[asked] || plain(typed) === plain(code);
    setFaults(same ? [] : [{ field: "code-part", message: _("This is not group %(number)s of your code. Look at your paper, or look at the code again.", { number: asked + 1 }) }]);
    if (same) done();
  };
  if (!hidden) {
    return (
      <>
        <p class="code-sheet"><span class="visually-hidden">{_("Your code")}</span>{groups.map((group, place) => <span key={place} class="code" dir="ltr">{group}</span>)}</p>
        <p class="actions"><button type="button" onClick={() => setHidden(true)}>{_("I have written it down")}</button></p>
      </>
    );
  }
  return (
    <form noValidate onSubmit={check} autocomplete="off">
      <Faults of={faults} />
      <div class="field">
        <label for="code-part">{_("Type group %(number)s of your code", { number: asked + 1 })}</label>
        <Notes id="code-part" hint={_("The code has groups of four signs. This shows that you can read what you wrote.")} error={faults[0]?.message} />
        <input id="code-part" class="code" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={40} value={typed}
          aria-invalid={faults.length > 0 ? true : undefined} aria-describedby="code-part-hint" onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <p class="actions">
        <button type="submit">{submit}</button>
        <button type="button" class="outline" onClick={() => setHidden(false)}>{_("Show the code again")}</button>
      </p>
    </form>
  );
}

/** Asks for a whole code and does something with it; what fails stands above, the typed code stays. */
export function EnterCode({ submit, busyText, run }: { submit: string; busyText: string; run: (secret: Uint8Array, typed: string) => Promise<void> }) {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const go = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFaults([]);
    try {
      await run(parseReceipt(typed, "receipt"), typed);
    } catch (error) {
      setFaults([{ field: "code", message: explain(error) }]);
    }
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void go(event)} autocomplete="off">
      <Faults of={faults} />
      <div class="field">
        <label for="code">{_("Your code")}</label>
        <Notes id="code" hint={_("22 letters and digits. Spaces and lines between them do not matter.")} error={faults[0]?.message} />
        <input id="code" class="code" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={60} value={typed}
          aria-invalid={faults.length > 0 ? true : undefined} aria-describedby="code-hint" onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <p class="actions"><button type="submit" aria-busy={busy}>{busy ? busyText : submit}</button></p>
    </form>
  );
}

/** How to keep the code, said wherever it is shown. */
export function KeepItSafe() {
  return (
    <Notice kind="warn" title={_("Write the code on paper now")}>
      <ul>
        <li>{_("The code is the only way to the answer. Nobody can give it to you again.")}</li>
        <li>{_("Whoever finds it can read the answers and write in your name, so hide the paper well.")}</li>
        <li>{_("Do not photograph it with a telephone that others may look at.")}</li>
      </ul>
    </Notice>
  );
}
