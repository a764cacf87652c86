/** On the page of a case: what somebody else would be shown of it now, drawn as it is drawn for them. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { fetchPreview, fetchViewers, loadShownCodes } from "../review-view";
import type { At } from "./case-at";
import { Fold } from "./fold";
import { Shown } from "./shown-case";
import { Choice, Load, Notice, useLoad } from "./ui";

const PUBLIC = "public";

export function WhatOthersSee({ at }: { at: At }) {
  if (at.of.role !== "representative" && at.of.role !== "coordinator") return null;
  return (
    <section class="no-print" id="preview">
      <h2>{_("What would they see?")}</h2>
      <p>{_("Look at this case with the eyes of a company, a buyer or everybody: exactly what they are shown now, before or after the workers agree.")}</p>
      <Fold label={_("Look with their eyes…")}><Eyes at={at} /></Fold>
    </section>
  );
}

function Eyes({ at }: { at: At }) {
  const [whose, setWhose] = useState(PUBLIC);
  const loaded = useLoad(() => fetchViewers(at.of.id), [at.of]);
  return (
    <Load of={loaded}>
      {(them) => (
        <>
          <Choice label={_("Whose eyes?")} value={whose} onValue={setWhose} options={[[PUBLIC, _("Everybody: the public register")], ...them.map(({ organisation, name }): [string, string] => [organisation, name])]} />
          <Seen key={whose} at={at} whose={whose} />
        </>
      )}
    </Load>
  );
}

function Seen({ at, whose }: { at: At; whose: string }) {
  const loaded = useLoad(() => Promise.all([fetchPreview(at.of.id, whose === PUBLIC ? null : whose), loadShownCodes()]), [at.of]);
  return (
    <Load of={loaded}>
      {([{ shown, why }, codes]) => shown !== null ? <div class="seen"><Shown of={shown} codes={codes} /></div> : (
        <Notice title={_("They see nothing of this case, and not that there is one.")}>
          <ul>{why.map((code) => <li key={code}>{reason(code)}</li>)}</ul>
        </Notice>
      )}
    </Load>
  );
}

function reason(code: string): string {
  switch (code) {
    case "no_consent": return _("The workers have not agreed that they may know the facts of this case.");
    case "no_contract": return _("No confirmed contract of this buyer leads to the site of this case.");
    case "no_seat": return _("This company does not sit at a table of this case.");
    case "no_review": return _("This organisation is shown nothing here: it stands beside the workers.");
    case "all_withdrawn": return _("Every report of this case was withdrawn. Nothing is shown until it has another report.");
    case "not_safe": return _("Nothing is shown before safety and consent are settled, nor while the case is set aside.");
    default: return code;
  }
}
