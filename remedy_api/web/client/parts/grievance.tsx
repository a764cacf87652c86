/** What the reporter sent: questions in the reader's language, answers in the reporter's own words. */
import { saysDanger } from "../answered-form";
import { _ } from "../i18n";
import { autonym, directionOf } from "../languages";
import type { OpenReport, Person } from "../report-opening";
import { Answers } from "./answers";
import { FileItem } from "./file-item";
import { EntryStop } from "./entry-stop";
import { Notice } from "./ui";

export function Grievance({ report }: { report: OpenReport }) {
  const { grievance } = report;
  if (grievance.locked) {
    return <Notice kind="warn" title={_("This report is locked for you.")}><p>{_("It was sent before your organisation could read it. Only the organisations named below can open it.")}</p></Notice>;
  }
  return (
    <section>
      <h2>{_("What was reported")}</h2>
      {grievance.answers.some(saysDanger) && (
        <Notice kind="stop" title={_("Somebody may be in danger now")}><p>{_("The reporter says so in the answers below. Please read them first.")}</p></Notice>
      )}
      {grievance.stops.map((stop, place) => <EntryStop key={place} stop={stop} />)}
      {grievance.person && <WhoSent person={grievance.person} />}
      {grievance.narratives.map((told, place) => (
        <div key={place}>
          <h3>{_("In their own words")}</h3>
          <p class="own-words" lang={told.language} dir={directionOf(told.language)}>{told.text}</p>
          <p class="muted">{_("Written in: %(language)s", { language: autonym(told.language) })}</p>
        </div>
      ))}
      {grievance.answers.map((answers, place) => <Answers key={place} of={answers} />)}
      {grievance.files.length > 0 && (
        <>
          <h3>{_("Photos and documents")}</h3>
          <ul class="files">{grievance.files.map((file) => <FileItem key={file.id} file={file} room={report} />)}</ul>
        </>
      )}
    </section>
  );
}

function WhoSent({ person }: { person: Person }) {
  return (
    <div class="card">
      <dl class="answers">
        <dt>{_("Name")}</dt>
        <dd class="said">{person.name ?? _("The reporter gave no name.")}</dd>
        <dt>{_("How to reach this person safely")}</dt>
        <dd class="said">{person.contact ?? _("Only through the conversation below.")}</dd>
        {person.language && <><dt>{_("Language")}</dt><dd><span lang={person.language}>{autonym(person.language)}</span></dd></>}
        {person.filed_by && <><dt>{_("Written down by")}</dt><dd class="said">{person.filed_by}</dd></>}
      </dl>
    </div>
  );
}
