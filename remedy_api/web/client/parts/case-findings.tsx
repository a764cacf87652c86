/** What monitors found, newest first: each with how far it has come, what it rests on, and what was said to it. */
import { handles } from "../case-access";
import { establishedOn } from "../case-compare";
import { findings, monitoring, saidTo } from "../case-findings";
import { openNamed } from "../case-opening";
import { isAfter } from "../case-view";
import { doer } from "../case-words";
import { _, ngettext } from "../i18n";
import { day } from "../names";
import { nameOf } from "../room-opening";
import type { Opened } from "../room-opening";
import { hex, unhex } from "../seal";
import type { Finding } from "../seal-cases";
import type { At } from "./case-at";
import { CommentForm, ContestForm, Establish, FindingForm, InterestsForm, Revise } from "./case-finding-forms";
import { Details, ReadText } from "./case-text";
import { Fold } from "./fold";
import { Letter } from "./letters";
import { Load, useLoad } from "./ui";

export function Findings({ at }: { at: At }) {
  const { facts, view, readers } = at.of;
  const found = findings(at.of);
  const monitors = readers.filter((reader) => facts.roles.get(hex(reader.trust.chain.fingerprint)) === "monitor");
  if (found.length === 0 && monitors.length === 0 && isAfter("fact_finding", view.stage)) return null;
  return (
    <section id="findings">
      <h2>{_("Findings")}</h2>
      {found.length === 0 && <p>{_("Nothing was found yet. A finding begins as a draft, so that those who represent the workers can say something to it before it is established.")}</p>}
      {found.length > 0 && <ul class="cards">{found.map((each) => <li key={each.finding}><Card at={at} finding={each} /></li>)}</ul>}
      {mayFind(at) && facts.declared.has(monitoring(at.of) ?? "") && <Fold label={_("Write a finding…")}><FindingForm at={at} /></Fold>}
      <Interests at={at} monitors={monitors.map((reader) => hex(reader.trust.chain.fingerprint))} />
    </section>
  );
}

/** Whether my organisation can write findings now. */
export const mayFind = (at: At): boolean => at.of.monitor !== null && at.of.facts.closed === "" && !isAfter("fact_finding", at.of.view.stage);

const name = (at: At, fingerprint: string): string => nameOf(at.of, unhex(fingerprint)) ?? _("An organisation that read this before");

function Card({ at, finding }: { at: At; finding: Finding }) {
  const { event, established, organisation } = finding;
  const label = (list: string, member: string): string => at.codes.label(list, String(event.data[member]));
  return (
    <div class="card finding">
      <p class="card-head">
        <strong>{label("conclusions", "conclusion")}</strong>
        <span>
          <span class={`badge ${established ? "good" : ""}`}>{at.codes.label("finding_states", established ? "established" : "draft")}</span>
          {finding.contested !== "" && <>{" "}<span class="badge warn">{_("contested")}</span></>}
        </span>
      </p>
      <p>{label("grades", "grade")}</p>
      <p class="muted">
        <bdi>{name(at, organisation)}</bdi>, {day(event.day)}.
        {event.data.replaces !== "" && <> {_("It takes the place of an earlier finding.")}</>}
        {established && <> {_("Established on %(day)s.", { day: day(establishedOn(at.of, finding)) })}</>}
      </p>
      <ReadText at={at} digest={String(event.data.entry)} kind="finding" label={_("Read the reasons of the finding")} />
      <Evidence at={at} digests={event.data.evidence as readonly string[]} />
      <SaidTo at={at} finding={finding} />
      <Acts at={at} finding={finding} />
    </div>
  );
}

function SaidTo({ at, finding }: { at: At; finding: Finding }) {
  const said = saidTo(at.of, finding);
  if (said.length === 0) return null;
  return (
    <ul class="plain said-to">
      {said.map((event) => (
        <li key={event.seq}>
          <p><strong>{event.type === "contested" ? _("Contested") : _("Comment")}</strong> <span class="muted"><bdi>{doer(at.of, event)}</bdi>, {day(event.day)}</span></p>
          <ReadText at={at} digest={String(event.data.entry)} kind={event.type === "contested" ? "reasons" : "comment"} label={event.type === "contested" ? _("Read why it is contested") : _("Read the comment")} />
        </li>
      ))}
    </ul>
  );
}

/** What the one who looks may do with it. */
function Acts({ at, finding }: { at: At; finding: Finding }) {
  if (at.of.facts.closed !== "") return null;
  return (
    <div class="no-print">
      {finding.organisation === monitoring(at.of) && (
        <>
          {!finding.established && <Establish at={at} finding={finding} />}
          {mayFind(at) && <Fold label={_("Revise the finding…")}><Revise at={at} finding={finding} /></Fold>}
        </>
      )}
      {handles(at.of.role) && <Fold label={_("Comment on it…")}><CommentForm at={at} finding={finding} /></Fold>}
      {at.of.role === "representative" && finding.contested === "" && <Fold label={_("Contest it…")}><ContestForm at={at} finding={finding} /></Fold>}
    </div>
  );
}

function Evidence({ at, digests }: { at: At; digests: readonly string[] }) {
  if (digests.length === 0) return <p class="muted">{_("It names no evidence.")}</p>;
  return <Details label={ngettext("It rests on %(num)s item", "It rests on %(num)s items", digests.length)}>{() => <Items at={at} digests={digests} />}</Details>;
}

function Items({ at, digests }: { at: At; digests: readonly string[] }) {
  const loaded = useLoad(() => Promise.all(digests.map((digest) => openNamed(at.of, digest))), [digests]);
  return <Load of={loaded}>{(opened) => <ul class="plain">{opened.map((each, place) => <li key={place}><Item at={at} opened={each} /></li>)}</ul>}</Load>;
}

const Item = ({ at, opened }: { at: At; opened: Opened | null }) =>
  opened === null ? <p>{_("This text is not here, or is locked for you.")}</p> : <Letter said={opened.said} room={at.of} />;

/** What each monitor says of its own interests, which everybody who reads its findings may read. */
function Interests({ at, monitors }: { at: At; monitors: readonly string[] }) {
  const { declared, closed } = at.of.facts;
  const mine = monitoring(at.of);
  const all = [...new Set([...monitors, ...declared.keys()])];
  if (all.length === 0) return null;
  return (
    <>
      <h3>{_("Interests of those who find the facts")}</h3>
      <ul class="plain">
        {all.map((each) => {
          const entry = declared.get(each);
          return (
            <li key={each}>
              <p>{entry === undefined ? _("%(organisation)s has not said yet what its interests are. Until then it can write no finding.", { organisation: name(at, each) })
                : _("%(organisation)s has said what its interests are.", { organisation: name(at, each) })}</p>
              {entry !== undefined && <ReadText at={at} digest={entry} kind="interests" label={_("Read the statement of interests")} />}
            </li>
          );
        })}
      </ul>
      {mine !== undefined && closed === "" && <Fold label={declared.has(mine) ? _("Write our interests anew…") : _("Put our interests on file…")}><InterestsForm at={at} /></Fold>}
    </>
  );
}
