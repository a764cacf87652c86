/** Questions in the reader's language, answers in the reporter's own words. */
import { answeredForm } from "../answered-form";
import type { Question } from "../answered-form";
import { _ } from "../i18n";
import { autonym } from "../languages";
import type { Answered } from "../report-opening";
import { Load, Notice, useLoad } from "./ui";

export function Answers({ of }: { of: Answered }) {
  const loaded = useLoad(() => answeredForm(of, document.documentElement.lang), [of]);
  return (
    <Load of={loaded}>
      {(form) => (
        <>
          <h3>{form.title ?? _("Answers")}</h3>
          {form.title === null && <Notice kind="warn"><p>{_("The questions of this form are not known here. Answers are shown with their short names.")}</p></Notice>}
          {form.changed && <Notice><p>{_("The form has changed since this report was sent. The questions stand here as they are asked today.")}</p></Notice>}
          {form.parts.map((part, place) => (
            <div key={place}>
              {part.label && part.label !== part.rounds[0]?.[0]?.label && <h4>{part.label}</h4>}
              {part.rounds.map((round, other) => <Questions key={other} of={round} language={of.language} />)}
            </div>
          ))}
          <p class="muted">{_("Answered in: %(language)s", { language: autonym(of.language) })}</p>
        </>
      )}
    </Load>
  );
}

function Questions({ of, language }: { of: Question[]; language: string }) {
  return (
    <dl class="answers">
      {of.map((question, place) => (
        <div key={place}>
          <dt dir="auto">{question.label}</dt>
          {question.answers.map((answer, other) => <dd key={other} class={question.chosen ? "" : "said"} lang={question.chosen ? undefined : language}>{answer}</dd>)}
        </div>
      ))}
    </dl>
  );
}
