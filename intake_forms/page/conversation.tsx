/** Letters to and fro, each locked on the device it was written on. */
import { useState } from "preact/hooks";
import type { AttachmentContent } from "../seal";
import { localAddress, plainName } from "./files";
import type { Picked } from "./files";
import { FilesPart, Picture } from "./files-parts";
import { wellFormed } from "./form";
import { _, day, size } from "./i18n";
import { Action, Failure, Faults, Load, Notice, useRun } from "./parts";
import { write } from "./receipt-room";
import type { Holder, OpenReceipt, Said } from "./receipt-room";
import { readReprisal } from "./reprisal-text";

export function Conversation({ holder, receipt, language, done }: { holder: Holder; receipt: OpenReceipt; language: string; done: () => void }) {
  return (
    <>
      <h3>{_("Letters")}</h3>
      {receipt.conversation.length === 0 ? <p class="muted">{_("Nothing was written yet.")}</p> : (
        <ul class="conversation">
          {receipt.conversation.map((said) => <li key={said.id} class={said.author === null ? "ours" : ""}><Letter said={said} /></li>)}
        </ul>
      )}
      <Answer holder={holder} language={language} done={done} />
    </>
  );
}

export function Letter({ said }: { said: Said }) {
  const { text, file } = said;
  return (
    <>
      <p class="who">{said.author === null ? _("You") : <bdi>{said.author}</bdi>} <small>{day(said.day)}</small></p>
      {said.author !== null && !said.broken && <p class="badge good">{_("Checked: this comes from an organisation you chose")}</p>}
      {said.broken && <Notice kind="stop"><p>{_("This was changed on its way and is not shown. Please tell the help contact.")}</p></Notice>}
      {text?.kind === "reprisal" && <p class="badge">{_("I am being punished for this")}</p>}
      {text && <p class="own-words" lang={text.language} dir="auto">{text.kind === "reprisal" ? readReprisal(text.text).what : text.text}</p>}
      {file && <File file={file} />}
      {said.fetch && <Fetched fetch={said.fetch} />}
    </>
  );
}

function Fetched({ fetch }: { fetch: () => Promise<AttachmentContent> }) {
  const [asked, setAsked] = useState(false);
  return asked ? <Load load={fetch}>{(file) => <File file={file} />}</Load> : <button type="button" class="outline" onClick={() => setAsked(true)}>{_("Fetch the file")}</button>;
}

function File({ file }: { file: AttachmentContent }) {
  const keep = (): void => {
    const address = localAddress(file.content, null);
    const link = document.createElement("a");
    link.href = address;
    link.download = plainName(file.name);
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <div class="file">
      <Picture content={file.content} name={plainName(file.name)} />
      <p class="name"><bdi>{plainName(file.name)}</bdi> <small>{size(file.content.length)}</small></p>
      <Action quiet run={keep}>{_("Save on this device")}</Action>
    </div>
  );
}

function Answer({ holder, language, done }: { holder: Holder; language: string; done: () => void }) {
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly Picked[]>([]);
  const [empty, setEmpty] = useState(false);
  const [sent, setSent] = useState(false);
  const { busy, error, go } = useRun(async () => {
    for (const file of files) {
      await write(holder, { kind: "attachment", name: file.name, type: file.type, content: file.content });
      setFiles((left) => left.filter((each) => each.id !== file.id)); // a second try does not send it twice
    }
    if (text.trim() !== "") await write(holder, { kind: "message", language, text: wellFormed(text.trim()) });
    setText("");
    setSent(true);
    done();
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    setSent(false);
    const nothing = text.trim() === "" && files.length === 0;
    setEmpty(nothing);
    if (!nothing) void go();
  };
  return (
    <form noValidate onSubmit={submit} autocomplete="off">
      <Faults of={empty ? [{ field: "answer", message: _("Please write something first.") }] : []} />
      <div class="field">
        <label for="answer">{_("Write to them")}</label>
        <textarea id="answer" rows={5} dir="auto" maxLength={20_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <details>
        <summary>{_("Add photos or documents")}</summary>
        <FilesPart files={files} change={setFiles} />
      </details>
      <Failure error={error} />
      <div role="status">{sent && <Notice kind="good"><p>{_("Locked and sent.")}</p></Notice>}</div>
      <p class="actions"><button type="submit" aria-busy={busy}>{busy ? _("Locking and sending…") : _("Lock and send")}</button></p>
    </form>
  );
}
