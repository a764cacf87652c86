/** The first page: choose a language, report, or read an answer. */
import type { Choice } from "./form";
import { _ } from "./i18n";
import { Notice } from "./parts";

export function Home({ languages, language, draft, report, resume, receipt }: {
  languages: readonly Choice[]; language: string; draft: boolean; report: () => void; resume: () => void; receipt: () => void;
}) {
  return (
    <>
      <h2>{_("Something wrong at work?")}</h2>
      <p>{_("Tell it to people who stand on the side of workers. Without an account, without your name if you want, and locked so that only they can read it.")}</p>
      {languages.length > 1 && (
        <div role="navigation" aria-label={_("Choose your language")}>
          <ul class="tongues">
            {languages.map((each) => (
              <li key={each.name}>
                <a href={`/${each.name}/`} lang={each.name} dir="auto" data-language={each.name} aria-current={each.name === language ? "true" : undefined}>{each.label}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {draft && (
        <Notice title={_("A locked report is on this device")}>
          <p>{_("With its code you can go on, or erase it.")}</p>
          <p><button type="button" class="outline" onClick={resume}>{_("Open or erase it")}</button></p>
        </Notice>
      )}
      <div class="actions stacked large">
        <button type="button" onClick={report}>{_("Report something")}</button>
        <button type="button" class="outline" onClick={receipt}>{_("I have a code")}</button>
      </div>
      <p><a href={`/${language}/about`}>{_("How this works, and who can see what")}</a></p>
    </>
  );
}
