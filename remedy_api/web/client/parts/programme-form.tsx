/** Name, languages and texts of the programme: asked at the set-up, changed by an administrator later. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { allLanguages } from "../languages";
import { LanguageTicks } from "./language-ticks";
import { Area, Choice, Field, Form } from "./ui";

export interface ProgrammeTexts {
  name: string; languages: string[]; default_language: string; privacy: Record<string, string>; help: Record<string, string>;
}

export function emptyProgramme(): ProgrammeTexts {
  const mine = document.documentElement.lang;
  return { name: "", languages: allLanguages().map((language) => language.code), default_language: mine, privacy: {}, help: {} };
}

export function ProgrammeForm({ start, submit, run }: { start: ProgrammeTexts; submit: string; run: (texts: ProgrammeTexts) => Promise<void> }) {
  const [texts, setTexts] = useState(start);
  const [error, setError] = useState<string | null>(null);
  const change = (part: Partial<ProgrammeTexts>): void => setTexts({ ...texts, ...part });
  const chosen = allLanguages().filter((language) => texts.languages.includes(language.code));

  function choose(languages: string[]): void {
    change({ languages, default_language: languages.includes(texts.default_language) ? texts.default_language : languages[0] ?? "" });
  }

  async function send(): Promise<void> {
    setError(null);
    if (texts.name.trim() === "") return setError(_("Please give the programme a name."));
    if (texts.languages.length === 0) return setError(_("Please choose at least one language."));
    const kept = (of: Record<string, string>): Record<string, string> =>
      Object.fromEntries(texts.languages.map((code) => [code, (of[code] ?? "").trim()]).filter(([, text]) => text !== ""));
    await run({ ...texts, name: texts.name.trim(), privacy: kept(texts.privacy), help: kept(texts.help) });
  }

  return (
    <Form submit={submit} run={send}>
      <Field label={_("Name of the programme")} value={texts.name} onValue={(name) => change({ name })} error={error} maxLength={200} dir="auto"
        help={_("Shown at the top of every page, also to workers.")} />
      <LanguageTicks legend={_("Languages offered")} chosen={texts.languages} change={choose} />
      <Choice label={_("Main language")} value={texts.default_language} onValue={(code) => change({ default_language: code })}
        options={chosen.map((language) => [language.code, language.autonym])} help={_("Shown where a text is missing in somebody's own language.")} />
      <fieldset>
        <legend>{_("Privacy notice and help")}</legend>
        <p>{_("Who runs this programme, how long things are kept, and whom to ask for help. Empty ones show the text of the main language.")}</p>
        {chosen.map((language) => (
          <details key={language.code} open={language.code === texts.default_language}>
            <summary><span lang={language.code} dir={language.direction}>{language.autonym}</span></summary>
            <Area label={_("Privacy notice (%(language)s)", { language: language.autonym })} lang={language.code} maxLength={20000} value={texts.privacy[language.code] ?? ""}
              onValue={(text) => change({ privacy: { ...texts.privacy, [language.code]: text } })} />
            <Area label={_("Help and contact (%(language)s)", { language: language.autonym })} lang={language.code} maxLength={20000} value={texts.help[language.code] ?? ""}
              onValue={(text) => change({ help: { ...texts.help, [language.code]: text } })} />
          </details>
        ))}
      </fieldset>
    </Form>
  );
}
