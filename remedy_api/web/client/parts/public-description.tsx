/** How workers read about an organisation before they choose it, and whether it accepts reports at all. */
import { useState } from "preact/hooks";
import { call } from "../api";
import { _ } from "../i18n";
import { allLanguages } from "../languages";
import type { OrganisationJson } from "../organisation";
import { LanguageTicks } from "./language-ticks";
import { Area, Form, Notice, Tick } from "./ui";

export function PublicDescription({ organisation, tag, changed }: { organisation: OrganisationJson; tag: string; changed: () => void }) {
  const [description, setDescription] = useState(organisation.description);
  const [languages, setLanguages] = useState(organisation.languages);
  const [accepts, setAccepts] = useState(organisation.accepts_reports);
  const [saved, setSaved] = useState(false);

  async function save(): Promise<void> {
    const texts = Object.fromEntries(Object.entries(description).map(([code, text]) => [code, text.trim()]).filter(([, text]) => text !== ""));
    await call("PATCH", `/v1/organisations/${organisation.organisation}`,
      { json: { description: texts, languages, accepts_reports: accepts }, ifMatch: tag });
    setSaved(true);
    await changed();
  }

  return (
    <section>
      <h2>{_("What workers see")}</h2>
      {saved && <Notice kind="good"><p>{_("Saved.")}</p></Notice>}
      <Form submit={_("Save")} run={save}>
        <Tick checked={accepts} onChecked={setAccepts} label={_("Workers may send us reports")} />
        <LanguageTicks legend={_("Languages we read and answer in")} chosen={languages} change={setLanguages} />
        <fieldset>
          <legend>{_("Who we are, in plain words")}</legend>
          {allLanguages().map((language) => (
            <Area key={language.code} label={_("Who we are (%(language)s)", { language: language.autonym })} lang={language.code} rows={3} maxLength={2000} value={description[language.code] ?? ""}
              onValue={(text) => setDescription({ ...description, [language.code]: text })} />
          ))}
        </fieldset>
      </Form>
    </section>
  );
}
