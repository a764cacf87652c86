/** Choosing who may read the report, and comparing their key words with paper. */
import { useState } from "preact/hooks";
import { described } from "./directory";
import type { Directory, Listed, Refused } from "./directory";
import type { Fault } from "./form";
import { _, countryName, together } from "./i18n";
import { Dialog, Faults, isolate, Notice } from "./parts";

/** What came of comparing an organisation's words: the same, different, or nothing yet. */
export type Mark = "same" | "different" | undefined;
const MOST = 8;

export function kindText(kind: string): string {
  switch (kind) {
    case "worker_organisation": return _("A union, works committee or labour organisation that represents workers.");
    case "monitor": return _("Checks working conditions together with workers and takes no money from companies.");
    case "coordinator": return _("Runs the procedure of the programme.");
    default: return "";
  }
}

export function ReadersStep({ directory, chosen, marks, choose, mark, next, languageName }: {
  directory: Directory; chosen: readonly string[]; marks: Readonly<Record<string, Mark>>; languageName: (code: string) => string;
  choose: (chosen: readonly string[]) => void; mark: (listed: Listed, mark: Mark) => void; next: () => void;
}) {
  const [comparing, setComparing] = useState<Listed | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const go = (event: Event): void => {
    event.preventDefault();
    const message = chosen.length === 0 ? _("Please choose at least one organisation.")
      : chosen.length > MOST ? _("Please choose at most 8 organisations.") : null;
    setFaults(message === null ? [] : [{ field: "readers", message }]);
    if (message === null) next();
  };
  const decide = (decision: Mark): void => {
    if (comparing) {
      mark(comparing, decision);
      if (decision === "different") choose(chosen.filter((each) => each !== comparing.json.organisation));
    }
    setComparing(null);
  };
  if (directory.listed.length + directory.refused.length === 0) {
    return <Notice kind="warn"><p>{_("No organisation accepts reports here yet. Please come back later, or use the ways on the help page.")}</p></Notice>;
  }
  return (
    <form noValidate onSubmit={go}>
      <p>{_("Only those you choose can open your report. You can choose several. You can ask them later to bring in another one.")}</p>
      <Faults of={faults} />
      <fieldset id="readers" class="choices">
        <legend class="visually-hidden">{_("Who may read your report?")}</legend>
        {directory.listed.map((listed) => (
          <Card key={listed.json.organisation} listed={listed} chosen={chosen.includes(listed.json.organisation)} languageName={languageName}
            mark={listed.proven ? "same" : marks[listed.json.organisation]} compare={() => setComparing(listed)}
            change={(on) => choose(on ? [...chosen, listed.json.organisation] : chosen.filter((each) => each !== listed.json.organisation))} />
        ))}
        {directory.refused.map((refused) => <Unsafe key={refused.json.organisation} refused={refused} />)}
      </fieldset>
      <p class="actions"><button type="submit">{_("Go on")}</button></p>
      {comparing && <Compare listed={comparing} decide={decide} close={() => setComparing(null)} />}
    </form>
  );
}

function Card({ listed, chosen, mark, change, compare, languageName }: {
  listed: Listed; chosen: boolean; mark: Mark; change: (on: boolean) => void; compare: () => void; languageName: (code: string) => string;
}) {
  const { json } = listed;
  const about = described(json);
  const id = `org-${json.organisation}`;
  return (
    <div class={`reader ${chosen ? "chosen" : ""}`}>
      <label class="choice">
        <input type="checkbox" checked={chosen} disabled={mark === "different"} aria-describedby={`${id}-about ${id}-mark`}
          onChange={(event) => change(event.currentTarget.checked)} />
        <strong dir="auto">{json.name}</strong>
      </label>
      <div id={`${id}-about`} class="about">
        <p>{kindText(json.kind)}</p>
        {about.text && <p lang={about.language} dir="auto" class="own-words">{about.text}</p>}
        <p><small>{countryName(json.country)} · {_("They read: %(languages)s", { languages: together(json.languages.map(languageName)) })}</small></p>
      </div>
      <div id={`${id}-mark`} class="mark">
        {mark === "same" && <p class="badge good">{_("Key words compared: they are the same")}</p>}
        {mark === undefined && <p class="badge warn">{_("Unproven: key words not compared yet")}</p>}
        {mark === "different" && <Notice kind="stop"><p>{_("The words are not those on the paper. Somebody may want to read your report who must not. Nothing is sent to this organisation from here. Please tell it, but not through this page.")}</p></Notice>}
      </div>
      <button type="button" class="outline" onClick={compare}>{mark === undefined ? _("Compare the key words") : _("Look at the key words")}<span class="visually-hidden"> {json.name}</span></button>
    </div>
  );
}

function Unsafe({ refused }: { refused: Refused }) {
  return (
    <div class="reader">
      <p><strong dir="auto">{refused.json.name}</strong></p>
      <Notice kind="stop"><p>{_("What the server says about this organisation does not hold together, so nothing can be sent to it. Please tell the help contact: %(code)s", { code: refused.code })}</p></Notice>
    </div>
  );
}

function Compare({ listed, decide, close }: { listed: Listed; decide: (mark: Mark) => void; close: () => void }) {
  return (
    <Dialog title={_("Key words of %(name)s", { name: isolate(listed.json.name) })} close={close}>
      <p>{_("These 12 words stand for the lock of this organisation. It prints the same words on its papers and notices.")}</p>
      <ol class="words" lang="en" dir="ltr">{listed.chain.words.map((word, place) => <li key={place}>{word}</li>)}</ol>
      <p>{_("If all 12 are the same, in the same order, your report goes to this organisation and to nobody who pretends to be it. Words on a paper or from a person you trust count, words on this page do not.")}</p>
      <div class="actions stacked">
        <button type="button" onClick={() => decide("same")}>{_("All 12 words are the same")}</button>
        <button type="button" class="outline danger" onClick={() => decide("different")}>{_("A word is different")}</button>
        <button type="button" class="outline" onClick={() => decide(undefined)}>{_("I have no paper with the words")}</button>
      </div>
    </Dialog>
  );
}
