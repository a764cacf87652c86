/** "I am being punished for this": a letter of its own, which those she chose see at once for what it is. */
import { useState } from "preact/hooks";
import { wellFormed } from "./form";
import { _ } from "./i18n";
import { Failure, Faults, Notice, useRun } from "./parts";
import { openReceipt, write } from "./receipt-room";
import type { Holder } from "./receipt-room";
import { writeReprisal } from "./reprisal-text";

export function Punished({ holder, language, done }: { holder: Holder; language: string; done: () => void }) {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  return (
    <section>
      <h3>{_("Is somebody punishing you for this?")}</h3>
      {sent && <Notice kind="good"><p role="status">{_("Locked and sent. Those you chose are told that it is urgent when they open it. You can also call them.")}</p></Notice>}
      {open ? <Tell holder={holder} language={language} close={() => setOpen(false)} done={() => { setOpen(false); setSent(true); done(); }} />
        : <p><button type="button" class="outline" onClick={() => { setSent(false); setOpen(true); }}>{_("I am being punished for this")}</button></p>}
    </section>
  );
}

function Tell({ holder, language, close, done }: { holder: Holder; language: string; close: () => void; done: () => void }) {
  const [text, setText] = useState("");
  const [empty, setEmpty] = useState(false);
  const [tried, setTried] = useState(false);
  const { busy, error, go } = useRun(async () => {
    const told = writeReprisal({ what: wellFormed(text), who: "", first: [] });
    // What was sent before and whose answer was lost is there already: it is not sent twice.
    const there = tried && (await openReceipt(holder)).conversation.some((said) => said.author === null && said.text?.kind === "reprisal" && said.text.text === told);
    setTried(true);
    if (!there) await write(holder, { kind: "reprisal", language, text: told });
    done();
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    const nothing = text.trim() === "";
    setEmpty(nothing);
    if (!nothing) void go();
  };
  return (
    <form noValidate onSubmit={submit} autocomplete="off">
      <p>{_("If you are in danger now, first go where you are safe, or call somebody you trust.")}</p>
      <p>{_("Nobody may punish you for a report. Those you chose can open a case about it at once. No company is told unless you agree.")}</p>
      <Faults of={empty ? [{ field: "punished", message: _("Please write something first.") }] : []} />
      <div class="field">
        <label for="punished">{_("What happened? A few words are enough.")}</label>
        <textarea id="punished" rows={5} dir="auto" maxLength={20_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <Failure error={error} />
      <p class="actions">
        <button type="submit" aria-busy={busy}>{busy ? _("Locking and sending…") : _("Lock and send")}</button>
        <button type="button" class="link" onClick={close}>{_("Cancel")}</button>
      </p>
    </form>
  );
}
