/** Everything once more before it is locked, with a way back to each part. */
import type { Answer, Answers, SiteAnswer } from "./expressions";
import type { Picked } from "./files";
import { isGroup, isRepeat, rounds, typeOf } from "./form";
import type { Choice, FormFile, Node, Row } from "./form";
import { _, size, together } from "./i18n";
import { siteText } from "./site-field";

/** An answer as the person reads it: labels of choices, words as typed. */
function texts(form: FormFile, languages: readonly Choice[], row: Row, answer: Answer): string[] {
  const [type, list] = typeOf(row);
  if (type === "acknowledge") return ["✓"];
  if (list === "sites.json") return [siteText(answer as SiteAnswer)];
  const options = list === "languages.json" ? languages : form.choices[list] ?? [];
  return (Array.isArray(answer) ? answer as readonly string[] : [String(answer)]).map((each) => options.find((option) => option.name === each)?.label ?? each);
}

/** The answered questions of one screen; `empty` is said where there is none. */
export function AnswerList({ form, languages, screen, answers, empty }: {
  form: FormFile; languages: readonly Choice[]; screen: Node; answers: Answers; empty?: string;
}) {
  const rows = (nodes: readonly Node[], given: Answers) => nodes.filter(({ row }) => given[row.name] !== undefined).map(({ row }) => (
    <div key={row.name}>
      <dt class={row.label === screen.row.label ? "visually-hidden" : undefined}>{row.label}</dt>
      {texts(form, languages, row, given[row.name] as Answer).map((text, place) => <dd key={place} dir="auto">{text}</dd>)}
    </div>
  ));
  const own = isRepeat(screen) ? rounds(answers[screen.row.name]).flatMap((round) => rows(screen.children, round))
    : rows(isGroup(screen) ? screen.children : [screen], answers);
  return own.length > 0 ? <dl class="answers">{own}</dl> : empty ? <p class="muted">{empty}</p> : null;
}

export function ReviewStep({ form, screens, asked, languages, picked, readers, edit, editReaders, editFiles, next }: {
  form: FormFile; screens: readonly Node[]; asked: Answers; languages: readonly Choice[]; picked: readonly Picked[]; readers: readonly string[];
  edit: (screen: number) => void; editReaders: () => void; editFiles: () => void; next: () => void;
}) {
  return (
    <>
      <p>{_("Read it once more. You can still change everything.")}</p>
      <Part title={_("Who may read it")} change={editReaders}><p dir="auto">{together(readers)}</p></Part>
      {screens.map((screen, place) => (
        <Part key={screen.row.name} title={screen.row.label ?? ""} change={() => edit(place)}>
          <AnswerList form={form} languages={languages} screen={screen} answers={asked} empty={_("Nothing written")} />
        </Part>
      ))}
      <Part title={_("Photos and documents")} change={editFiles}>
        {picked.length === 0 ? <p class="muted">{_("None")}</p>
          : <ul>{picked.map((file) => <li key={file.id}><bdi>{file.name}</bdi> <small>{size(file.content.length)}</small></li>)}</ul>}
      </Part>
      <p class="actions"><button type="button" onClick={next}>{_("This is right, go on")}</button></p>
    </>
  );
}

function Part({ title, change, children }: { title: string; change: () => void; children: preact.ComponentChildren }) {
  return (
    <section class="review">
      <div class="review-head">
        <h3>{title}</h3>
        <button type="button" class="link" onClick={change}>{_("Change")}<span class="visually-hidden"> {title}</span></button>
      </div>
      {children}
    </section>
  );
}
