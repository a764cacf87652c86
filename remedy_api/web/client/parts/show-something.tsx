/** Showing something from the case at a table: what, to whom, on which consent; seen beforehand as it will be read, and then signed. */
import { useState } from "preact/hooks";
import { audienceOf, fits } from "../consent-fitting";
import type { Recipient } from "../consent-fitting";
import type { OpenCase } from "../case-opening";
import { consentWords } from "../case-words";
import { _ } from "../i18n";
import { day, list } from "../names";
import { EVIDENCE } from "../redacted-forms";
import { today } from "../room-acts";
import type { Reader } from "../room-opening";
import { hex } from "../seal";
import type { LiveConsent } from "../seal-cases";
import { choosable, show, whole } from "../table-showing";
import type { Choosable } from "../table-showing";
import { caseBehind, writer } from "../table-shown";
import { representing } from "../table-opening";
import { loadCodes } from "./codes";
import type { Codes } from "./codes";
import { ConfirmForm } from "./confirm-form";
import { EntryStop } from "./entry-stop";
import { Fold } from "./fold";
import { Letter } from "./letters";
import { here } from "./mount";
import { Checks, Radios } from "./more-fields";
import type { Option } from "./more-fields";
import { RedactedCopy } from "./redacted-copy";
import { ShownEntry } from "./shown-entry";
import { Offered } from "./show-offered";
import type { TableAt } from "./table-at";
import { Choice, Load, Notice, useLoad } from "./ui";

/** How many of the newest entries are offered at first, and how many more each time. */
const STEP = 30;

interface Opening { from: OpenCase; codes: Codes; all: Choosable[] }

export function ShowSomething({ at }: { at: TableAt }) {
  const [count, setCount] = useState(STEP);
  const [chosen, setChosen] = useState("");
  const [copies, setCopies] = useState(0);
  const loaded = useLoad(async (): Promise<Opening> => {
    const [from, codes] = await Promise.all([caseBehind(at.session, at.of), loadCodes()]);
    return { from, codes, all: await choosable(from, representing(at.of)?.fingerprint ?? "", count) };
  }, [at.of, count, copies]);
  async function copied(digest: string): Promise<void> {
    await caseBehind(at.session, at.of, true);
    setChosen(digest);
    setCopies(copies + 1);
  }
  return (
    <Load of={loaded}>
      {({ from, codes, all }) => {
        const one = all.find(({ row }) => row.digest === chosen);
        return (
          <>
            {all.length === 0 ? <p>{_("There is nothing in the case yet that can be shown.")}</p> : (
              <Radios legend={_("What do you want to show?")} value={chosen} onValue={setChosen} options={all.map((each): Option => [each.row.digest, <Offered of={each} />])}
                help={_("Messages and files of the case, newest first. Who was a witness, who asked you to act, and what could endanger somebody is never among them.")} />
            )}
            {count < from.rows.length && <p><button type="button" class="outline" onClick={() => setCount(count + STEP)}>{_("Show earlier ones")}</button></p>}
            {one && <Chosen key={chosen} at={at} from={from} codes={codes} of={one} copied={copied} />}
          </>
        );
      }}
    </Load>
  );
}

interface Of { at: TableAt; from: OpenCase; codes: Codes; of: Choosable; copied: (digest: string) => Promise<void> }

function Chosen({ copied, ...one }: Of) {
  const loaded = useLoad(() => whole(one.from, one.of));
  return (
    <Load of={loaded}>
      {(of) => of.opened.said.stop ? <EntryStop stop={of.opened.said.stop} /> : (
        <>
          <div class="card"><Letter said={of.opened.said} room={one.from} /></div>
          {canCopy(of) && <Fold label={_("Write a redacted copy first…")}><RedactedCopy at={one.at} from={one.from} of={of} copied={copied} /></Fold>}
          <ToWhom {...one} of={of} />
        </>
      )}
    </Load>
  );
}

/** A file cannot say of what it is a copy: then it would be evidence like any other. */
const canCopy = ({ opened, contents }: Choosable): boolean => opened.said.file === null || contents === EVIDENCE;

const asRecipient = ({ kind, trust }: Reader): Recipient => ({ kind, fingerprint: hex(trust.chain.fingerprint) });

function ToWhom({ at, from, codes, of }: Omit<Of, "copied">) {
  const [to, setTo] = useState<string[]>([]);
  const [consent, setConsent] = useState("");
  const [errors, setErrors] = useState<{ to?: string; consent?: string }>({});
  const mine = representing(at.of);
  const others = at.of.readers.filter((reader) => reader !== mine?.reader);
  const readers = others.filter((reader) => to.includes(asRecipient(reader).fingerprint));
  const names = readers.map(({ name }) => name);
  const entry = hex(of.row.entry.entry);
  const isShown = (digest: string): boolean => at.of.facts.disclosures.some(({ event: { data } }) => data.entry === entry && data.consent === digest && to.some((each) => (data.to as readonly string[]).includes(each)));
  const allowing = [...from.facts.consents].filter(([, each]) => fits(each, of.contents, readers.map(asRecipient), today()));
  const fitting = allowing.filter(([digest]) => !isShown(digest));
  const held = fitting.some(([digest]) => digest === consent) ? consent : "";
  function check(): boolean {
    const found = { ...(to.length === 0 ? { to: _("Please choose at least one.") } : {}), ...(to.length > 0 && held === "" ? { consent: _("Please choose the consent on which it rests.") } : {}) };
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  async function run(): Promise<void> {
    await show(at.session, at.of.id, from, of.row, held, to);
    await at.done();
  }
  if (others.length === 0) return <p>{_("Nobody else sits at this table yet.")}</p>;
  return (
    <ConfirmForm submit={_("Show it at the table")} title={_("Show this at the table?")} yes={_("Sign and show")} danger check={check} run={run}
      explanation={(
        <>
          <p>{_("%(organisations)s can read it from then on. It cannot be taken back from who has read it, and they may keep copies.", { organisations: list(names) })}</p>
          <p>{_("If the workers take their consent back, nobody is shown it any more. You sign this for %(organisation)s.", { organisation: mine?.reader.name ?? "" })}</p>
        </>
      )}>
      <Checks legend={_("To whom do you show it?")} chosen={to} change={setTo} error={to.length === 0 ? errors.to ?? null : null} options={others.map((reader): Option => [asRecipient(reader).fingerprint, <bdi>{reader.name}</bdi>])} />
      {readers.length > 0 && (allowing.length > 0 && fitting.length === 0 ? <Notice kind="warn"><p>{_("This is shown to them already, or to some of them.")}</p></Notice> : fitting.length === 0 ? <Missing at={at} from={from} codes={codes} contents={of.contents} readers={readers} /> : (
        <Choice label={_("On which consent of the workers does it rest?")} value={held} onValue={setConsent} error={held === "" ? errors.consent ?? null : null}
          options={[["", _("Please choose")], ...fitting.map(([digest, each]): [string, string] => [digest, consentLine(at, each, codes)])]} />
      ))}
      {held !== "" && of.opened.content && (
        <>
          <p class="muted">{fitting.filter(([digest]) => digest === held).map(([, each]) => consentLine(at, each, codes))}</p>
          <p class="field-name">{_("This is what they will read:")}</p>
          <div class="card"><ShownEntry of={{ content: of.opened.content, vouched: true, author: writer(at.of, of.row.entry.author), by: mine?.reader.name ?? "", to: names, day: today(), consent: held }} /></div>
        </>
      )}
    </ConfirmForm>
  );
}

/** Which consent there would have to be, and where it is written down. */
function Missing({ at, from, codes, contents, readers }: { at: TableAt; from: OpenCase; codes: Codes; contents: readonly string[]; readers: readonly Reader[] }) {
  const lacking = readers.filter((reader) => ![...from.facts.consents.values()].some((each) => fits(each, contents, [asRecipient(reader)], today())));
  return (
    <Notice kind="warn" title={_("No consent of the workers allows this.")}>
      {lacking.length === 0 ? <p>{_("There are several consents, each for some of them only. Show it to them one after the other.")}</p> : (
        <>
          <ul>{lacking.map((reader) => <li key={reader.organisation}><bdi>{reader.name}</bdi>: {missingWords(asRecipient(reader), contents, codes)}</li>)}</ul>
          <p>{_("Ask the workers first. If they agree, write their consent down on the page of the case, and come back.")}</p>
          <p><a href={here(`/cases/${at.of.view.case ?? ""}#consent`)}>{_("Write down a consent")}</a></p>
        </>
      )}
    </Notice>
  );
}

function missingWords(to: Recipient, [content = ""]: readonly string[], codes: Codes): string {
  const audience = audienceOf(to);
  return audience === "" ? codes.label("contents", content) : _("Who may know: %(audience)s. What: %(content)s.", consentWords(audience, content, codes));
}

function consentLine(at: TableAt, { audience, content, organisations, until, day: given }: LiveConsent, codes: Codes): string {
  const named = organisations.map((each) => at.of.known.find(({ trust }) => hex(trust.chain.fingerprint) === each)?.name).filter((name) => name !== undefined);
  return [
    _("Who may know: %(audience)s. What: %(content)s.", consentWords(audience, content, codes)), ...(organisations.length > 0 ? [list(named)] : []),
    _("The workers agreed on %(day)s.", { day: day(given) }), until === "" ? _("Without an end.") : _("Until %(day)s.", { day: day(until) }),
  ].join(" ");
}
