/** Another organisation: one that a handler proposes, or one she asks for herself. And taking the report back. */
import { useState } from "preact/hooks";
import { hex } from "../seal/bytes";
import { verifyDirectory } from "./directory";
import type { Listed } from "./directory";
import { _ } from "./i18n";
import { Action, Dialog, isolate, Load, Notice } from "./parts";
import { kindText } from "./readers-step";
import { sign, write } from "./receipt-room";
import type { Holder, OpenReceipt } from "./receipt-room";

interface Given { holder: Holder; receipt: OpenReceipt; language: string; done: () => void }

const others = async (holder: Holder): Promise<readonly Listed[]> =>
  (await verifyDirectory(holder.instance, await holder.transport.directory(), () => undefined)).listed;

/** What was proposed to her, and what she agreed to already. */
export function Wishes(given: Given) {
  const { holder, receipt } = given;
  if (receipt.proposed.length + receipt.agreed.length === 0) return null;
  return (
    <Load load={() => others(holder)}>
      {(listed) => (
        <>
          {receipt.proposed.map((fingerprint) => <Proposal key={fingerprint} {...given} listed={named(listed, fingerprint)} />)}
          {receipt.agreed.map((fingerprint) => (
            <Notice key={fingerprint}><p>{_("You agreed that %(name)s may read your report. This is being done.", { name: isolate(named(listed, fingerprint)?.json.name ?? "?") })}</p></Notice>
          ))}
        </>
      )}
    </Load>
  );
}

/** She asks herself, in a letter; a handler then proposes it, and she signs. */
export function AskAnother(given: Given) {
  const { holder, receipt } = given;
  const [asking, setAsking] = useState(false);
  const reads = new Set([...receipt.readers.map((reader) => hex(reader.fingerprint)), ...receipt.agreed]);
  return (
    <section>
      <h3>{_("Another organisation")}</h3>
      {!asking ? <p><button type="button" class="outline" onClick={() => setAsking(true)}>{_("Ask for another organisation")}</button></p> : (
        <Load load={() => others(holder)}>
          {(listed) => <Ask {...given} listed={listed.filter((each) => !reads.has(hex(each.chain.fingerprint)))} close={() => setAsking(false)} />}
        </Load>
      )}
    </section>
  );
}

const named = (listed: readonly Listed[], fingerprint: string): Listed | undefined => listed.find((each) => hex(each.chain.fingerprint) === fingerprint);

function Words({ of }: { of: Listed }) {
  return (
    <details>
      <summary>{_("Key words of %(name)s", { name: isolate(of.json.name) })}</summary>
      <ol class="words" lang="en" dir="ltr">{of.chain.words.map((word, place) => <li key={place}>{word}</li>)}</ol>
    </details>
  );
}

/** A handler proposes to bring in an organisation: nothing happens unless she signs. */
function Proposal({ holder, language, done, listed }: Given & { listed: Listed | undefined }) {
  const [refused, setRefused] = useState(false);
  if (listed === undefined) {
    return <Notice kind="warn"><p>{_("They want to bring in an organisation that is not in the list of this server. You need not agree. Ask them who it is.")}</p></Notice>;
  }
  const name = isolate(listed.json.name);
  const no = async (): Promise<void> => {
    await write(holder, { kind: "message", language, text: _("I do not agree that %(name)s reads my report.", { name: listed.json.name }) });
    setRefused(true);
    done();
  };
  return (
    <Notice kind="warn" title={_("May %(name)s read your report too?", { name })}>
      <p>{_("An organisation you chose asks this. If you agree, %(name)s can read everything you sent and all letters. If not, nothing changes.", { name })}</p>
      <p>{kindText(listed.json.kind)}</p>
      <Words of={listed} />
      {refused ? <p role="status">{_("You said no. They can read this in your letters.")}</p> : (
        <div class="actions">
          <Action run={async () => { await sign(holder, { type: "consented", fingerprint: listed.chain.fingerprint }); done(); }}>{_("Yes, I agree")}</Action>
          <Action quiet run={no}>{_("No")}</Action>
        </div>
      )}
    </Notice>
  );
}

function Ask({ holder, language, done, listed, close }: Given & { listed: readonly Listed[]; close: () => void }) {
  const ask = async (each: Listed): Promise<void> => {
    await write(holder, { kind: "message", language, text: _("Please let %(name)s read my report too.", { name: each.json.name }) });
    done();
    close();
  };
  return (
    <>
      {listed.length === 0 && <p>{_("There is no other organisation here that accepts reports.")}</p>}
      <ul class="files">
        {listed.map((each) => (
          <li key={each.json.organisation}>
            <p><strong dir="auto">{each.json.name}</strong></p>
            <p>{kindText(each.json.kind)}</p>
            <Words of={each} />
            <Action run={() => ask(each)}>{_("Ask for this organisation")}<span class="visually-hidden"> {each.json.name}</span></Action>
          </li>
        ))}
      </ul>
      <p>{_("Those you chose first get a letter from you. When they have prepared it, you are asked here once more to agree.")}</p>
      <p><button type="button" class="link" onClick={close}>{_("Cancel")}</button></p>
    </>
  );
}

/** Asked again first, because it cannot be undone. */
export function Withdraw({ holder, done }: { holder: Holder; done: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="withdraw">
      <h3>{_("Take the report back")}</h3>
      <p><button type="button" class="outline danger" onClick={() => setOpen(true)}>{_("Withdraw my report")}</button></p>
      {open && (
        <Dialog title={_("Withdraw your report?")} close={() => setOpen(false)}>
          <p>{_("Your report, your files and all letters are erased from this server. This cannot be undone. What somebody has read already cannot be unread.")}</p>
          <div class="actions stacked">
            <Action danger run={async () => { await sign(holder, { type: "withdrawn" }); setOpen(false); done(); }}>{_("Yes, withdraw it")}</Action>
            <button type="button" class="outline" onClick={() => setOpen(false)}>{_("No, keep it")}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
