/** Changing what a case is about: site, issues, how many workers. Facts that leave the seal. */
import { useState } from "preact/hooks";
import { record } from "../case-acts";
import { _ } from "../i18n";
import { list } from "../names";
import type { SiteSummary } from "../supply";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { ConfirmForm } from "./confirm-form";
import { IssueFields } from "./issue-fields";
import { Checks } from "./more-fields";
import { SitePicker } from "./site-picker";
import { Choice } from "./ui";
import { useFormDraft } from "./use-draft";
import { WhoSeesFacts } from "./what-recording-means";

export function IssuesForm({ at }: { at: At }) {
  const { issues, indicators, workers } = at.of.view;
  const draft = useFormDraft(at.session, draftOf(at, "issues"), { issues, indicators, workers: workers ?? "" });
  const [error, setError] = useState<string | null>(null);
  const chosen = draft.value;
  async function run(): Promise<void> {
    await record(at.session, at.of.id, ["issues", chosen.issues], ["indicators", chosen.indicators], ["workers", chosen.workers === "" ? [] : [chosen.workers]]);
    await draft.clear();
    await at.done();
  }
  return (
    <ConfirmForm submit={_("Record what it is about")} title={_("Record what it is about?")} yes={_("Sign and record")} run={run}
      check={() => { setError(chosen.issues.length === 0 ? _("Please choose at least one.") : null); return chosen.issues.length > 0; }}
      explanation={<><p>{list(chosen.issues.map((code) => at.codes.label("issues", code)))}</p><WhoSeesFacts /></>}>
      <IssueFields codes={at.codes} value={chosen} set={draft.set} error={error} />
      <Choice label={_("How many workers does it concern?")} value={chosen.workers} onValue={(value) => draft.set({ workers: value })} options={at.codes.options("workers_bands", _("Not known"))} />
    </ConfirmForm>
  );
}

/** Other ways a case takes besides this one. */
export function ChannelsForm({ at }: { at: At }) {
  const draft = useFormDraft(at.session, draftOf(at, "external"), { external: at.of.view.external });
  const { external } = draft.value;
  return (
    <ConfirmForm submit={_("Record the other ways")} title={_("Record the other ways?")} yes={_("Sign and record")} check={() => true}
      run={async () => { await record(at.session, at.of.id, ["external", external]); await draft.clear(); await at.done(); }}
      explanation={<><p>{external.length === 0 ? _("No other way is recorded then.") : list(external.map((code) => at.codes.label("channels", code)))}</p><WhoSeesFacts /></>}>
      <Checks legend={_("Who else deals with it?")} options={at.codes.list("channels").map(({ code, label }) => [code, label])} chosen={external} change={(chosen) => draft.set({ external: chosen })}
        help={_("Time limits there go on, whatever happens here.")} />
    </ConfirmForm>
  );
}

export function SiteForm({ at }: { at: At }) {
  const [site, setSite] = useState<SiteSummary | null>(at.of.view.site);
  return (
    <ConfirmForm submit={_("Record the site")} title={_("Record this site?")} yes={_("Sign and record")} check={() => true}
      run={async () => { await record(at.session, at.of.id, ["site", site === null ? [] : [site.site]]); await at.done(); }}
      explanation={<><p>{site === null ? _("No site is recorded then.") : <bdi>{site.name}</bdi>}</p><WhoSeesFacts /></>}>
      <SitePicker value={site} onChange={setSite} />
    </ConfirmForm>
  );
}
