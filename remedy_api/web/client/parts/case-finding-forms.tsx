/** What a monitor writes, and what is said to it: interests, a finding and the one that takes its place, comments, a contest. */
import { useState } from "preact/hooks";
import { actFor, actWith, Sealed } from "../case-acts";
import { monitoring, possibleEvidence } from "../case-findings";
import type { Evidence } from "../case-findings";
import { openNamed } from "../case-opening";
import { plainName } from "../file-kinds";
import { _ } from "../i18n";
import { day, size } from "../names";
import { attach } from "../room-acts";
import type { Told } from "../room-opening";
import type { Finding } from "../seal-cases";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { readBy, useReasons } from "./case-step";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { Checks, Radios, Words } from "./more-fields";
import type { Option } from "./more-fields";
import { MOST_BYTES, PickedFiles, tooLarge } from "./picked-files";
import { Choice, Load, useLoad } from "./ui";
import { useFormDraft } from "./use-draft";

/** Most items that one finding rests on; the history takes no more. */
const MOST_EVIDENCE = 16;

/** Who finds facts says first from whom it takes money, and whom it knows. */
export function InterestsForm({ at }: { at: At }) {
  const reasons = useReasons(at, "interests");
  return (
    <ConfirmForm submit={_("Put the interests on file")} title={_("Put this statement on file?")} yes={_("Sign and put on file")}
      explanation={<p>{_("Everybody who reads this case can read it. You sign that it is true, for your organisation. It is never shown to a company.")}</p>}
      check={() => reasons.need(_("Please write what your interests are, or that there are none."))}
      run={() => reasons.send((entry) => ({ type: "declared", data: { entry } }), "interests", monitoring(at.of))}>
      <Words label={_("What are your interests?")} told={reasons.value} set={reasons.set} error={reasons.error} rows={4}
        help={_("Who pays you, what ties you to a company of this case, and what ties you to the workers. If there is nothing, say so.")} />
    </ConfirmForm>
  );
}

interface Written extends Told { conclusion: string; grade: string; evidence: string[] }

/** A new finding, or with `before` and its words one that takes its place. */
export function FindingForm({ at, before, words }: { at: At; before?: Finding; words?: Told }) {
  const draft = useFormDraft<Written>(at.session, draftOf(at, `finding/${before?.finding ?? ""}`), {
    text: words?.text ?? "", language: words?.language ?? document.documentElement.lang, conclusion: said(before, "conclusion"), grade: said(before, "grade"),
    evidence: [...before?.event.data.evidence as readonly string[] | undefined ?? []],
  });
  const [sealed] = useState(() => new Sealed());
  const [files, setFiles] = useState<File[]>([]);
  const [errors, setErrors] = useState<{ conclusion?: string; grade?: string; text?: string; evidence?: string }>({});
  const { text, language, conclusion, grade, evidence } = draft.value;
  function check(): boolean {
    const found = {
      ...(conclusion === "" ? { conclusion: _("Please choose what you found.") } : {}),
      ...(grade === "" ? { grade: _("Please choose how strong the evidence is.") } : {}),
      ...(text.trim() === "" ? { text: _("Please write your reasons.") } : {}),
      ...(evidence.length + files.length > MOST_EVIDENCE ? { evidence: _("Please choose at most %(num)s items, files included.", { num: MOST_EVIDENCE }) } : {}),
      ...(tooLarge(files) ? { evidence: _("These files are larger than %(size)s together. Please send less at once.", { size: size(MOST_BYTES) }) } : {}),
    };
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  async function run(): Promise<void> {
    // Each file is kept in the draft as soon as it is there: a second try does not send it twice.
    const all = [...evidence];
    for (const file of files) {
      all.push(await attach(at.session, at.of.id, file));
      draft.set({ evidence: [...all] });
      setFiles((left) => left.filter((each) => each !== file));
    }
    await actWith(at.session, at.of.id, sealed, "finding", { text: text.trim(), language },
      (entry) => ({ type: "finding", data: { entry, conclusion, grade, evidence: all, replaces: before?.finding ?? "" } }), monitoring(at.of));
    await draft.clear();
    await at.done();
  }
  const label = at.codes.label("conclusions", conclusion);
  return (
    <ConfirmForm submit={before ? _("Revise the finding") : _("Write the draft down")} check={check} run={run} yes={_("Sign the draft")}
      title={before ? _("Put this in the place of the finding?") : _("Write this finding down as a draft?")}
      explanation={(
        <>
          <p>{label} {at.codes.label("grades", grade)}</p>
          {before && <p>{_("The earlier one stays in the history. What was said to it does not count for the new one, which is a draft again.")}</p>}
          <p>{_("The conclusion leaves the lock: the server and its operators can read it from now on. Your reasons stay locked. Everybody who reads this case sees both. You sign this for your organisation.")}</p>
        </>
      )}>
      <Radios legend={_("What did you find?")} value={conclusion} onValue={(value) => draft.set({ conclusion: value })} error={errors.conclusion ?? null} options={pairs(at, "conclusions")} />
      <Choice label={_("How strong is the evidence?")} value={grade} onValue={(value) => draft.set({ grade: value })} error={errors.grade ?? null} options={at.codes.options("grades", _("Please choose"))} />
      <Words label={_("Your reasons")} told={{ text, language }} set={draft.set} error={errors.text ?? null} help={readBy(at)} rows={6} />
      <EvidenceField at={at} chosen={evidence} change={(chosen) => draft.set({ evidence: chosen })} error={errors.evidence ?? null} />
      <PickedFiles files={files} change={setFiles} />
    </ConfirmForm>
  );
}

const said = (finding: Finding | undefined, member: string): string => finding === undefined ? "" : String(finding.event.data[member]);
const pairs = (at: At, list: string): Option[] => at.codes.list(list).map(({ code, label }) => [code, label]);

/** Begins with the words of the one it takes the place of, as far as they can be opened. */
export function Revise({ at, finding }: { at: At; finding: Finding }) {
  const loaded = useLoad(() => openNamed(at.of, said(finding, "entry")), [finding.finding]);
  return (
    <Load of={loaded}>
      {(opened) => <FindingForm at={at} before={finding} {...(opened?.content?.kind === "finding" ? { words: { text: opened.said.text, language: opened.said.language } } : {})} />}
    </Load>
  );
}

/** What was written and sent in the room, to be ticked. What is chosen and not among them stays chosen. */
function EvidenceField({ at, chosen, change, error }: { at: At; chosen: readonly string[]; change: (chosen: string[]) => void; error: string | null }) {
  const loaded = useLoad(() => possibleEvidence(at.of), [at.of]);
  return (
    <Load of={loaded}>
      {(all) => {
        const others = chosen.filter((digest) => !all.some(({ row }) => row.digest === digest));
        if (all.length === 0) return <p class="muted">{_("Nothing was written or sent here yet that it could rest on.")}</p>;
        return (
          <Checks legend={_("On what does it rest?")} help={_("Messages and files of this case, newest first. Files that you add below belong to it, too.")} error={error}
            options={all.map((each): Option => [each.row.digest, <Named of={each} />])} chosen={chosen} change={(ticked) => change([...others, ...ticked])} />
        );
      }}
    </Load>
  );
}

function Named({ of: { opened: { said: { author, postedOn, text, file } } } }: { of: Evidence }) {
  const words = file === null ? beginning(text) : file.opened === null ? _("A file of %(size)s", { size: size(file.sealedSize) }) : plainName(file.opened.name);
  return <><bdi>{words}</bdi> <span class="muted"><bdi>{author}</bdi>, {day(postedOn)}</span></>;
}

const LONGEST = 80;
const beginning = (text: string): string => text.length > LONGEST ? `${[...text].slice(0, LONGEST).join("")}…` : text;

export function CommentForm({ at, finding: { finding } }: { at: At; finding: Finding }) {
  const reasons = useReasons(at, `comment/${finding}`);
  return (
    <ConfirmForm submit={_("Send the comment")} title={_("Comment on this finding?")} yes={_("Sign the comment")}
      explanation={<p>{_("Everybody who reads this case reads the comment beside the finding. It cannot be taken back.")}</p>}
      check={() => reasons.need(_("Please write something first."))} run={() => reasons.send((entry) => ({ type: "commented", data: { finding, entry } }), "comment")}>
      <Words label={_("Your comment")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} rows={4} />
    </ConfirmForm>
  );
}

export function ContestForm({ at, finding: { finding } }: { at: At; finding: Finding }) {
  const reasons = useReasons(at, `contest/${finding}`);
  return (
    <ConfirmForm danger submit={_("Contest the finding")} title={_("Contest this finding?")} yes={_("Sign that it is contested")}
      explanation={<p>{_("From now on it says beside the finding that the workers do not agree with it, also once it is established. Only a revised finding ends that.")}</p>}
      check={() => reasons.need(_("Please write your reasons."))} run={() => reasons.send((entry) => ({ type: "contested", data: { finding, entry } }))}>
      <Words label={_("Why do you not agree?")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} rows={4} />
    </ConfirmForm>
  );
}

export function Establish({ at, finding: { finding, contested } }: { at: At; finding: Finding }) {
  return (
    <Confirmed label={_("Establish the finding")} title={_("Establish this finding?")} yes={_("Sign that it is established")}
      explanation={(
        <>
          {contested !== "" && <p>{_("Those who represent the workers contest it. That stays beside it.")}</p>}
          <p>{_("It is no draft any more, for everybody who reads this case. You can still put a revised one in its place.")}</p>
        </>
      )}
      run={async () => { await actFor(at.session, at.of.id, monitoring(at.of), { type: "established", data: { finding } }); await at.done(); }} />
  );
}
