/** A page for the notice board: who we are, our twelve key words, and where to report. Printed, so that nobody between can change it. */
import { useState } from "preact/hooks";
import { get } from "./api";
import { catalogueFor } from "./i18n";
import { _ } from "./i18n";
import { allLanguages } from "./languages";
import type { Language } from "./languages";
import { setTitle, signedInPage } from "./parts/mount";
import type { OrganisationJson } from "./organisation";
import { LanguageTicks } from "./parts/language-ticks";
import { Empty, Load, Notice, useLoad } from "./parts/ui";
import { KeyWords } from "./parts/words";
import type { Session } from "./session";
import { remember, trusted } from "./trust";
import type { Trusted } from "./trust";

interface View { organisation: OrganisationJson; trust: Trusted | null; address: string }

async function load(session: Session): Promise<View> {
  const id = document.body.dataset.organisation ?? "";
  const organisation = (await get<OrganisationJson>(`/v1/organisations/${id}`)).data;
  const trust = organisation.founded ? await trusted(session, id, organisation.name) : null;
  if (trust) await remember(session, [trust]);
  setTitle(_("Notice of %(organisation)s", { organisation: organisation.name }));
  return { organisation, trust, address: document.body.dataset.intake ?? "" };
}

function Page({ session }: { session: Session }) {
  const loaded = useLoad(() => load(session));
  return <Load of={loaded}>{(view) => view.trust === null ? <Empty title={_("This organisation has no key words yet.")} /> : <Board view={view} trust={view.trust} />}</Load>;
}

function Board({ view, trust }: { view: View; trust: Trusted }) {
  const [chosen, setChosen] = useState<string[]>([document.documentElement.lang]);
  return (
    <div class="notice-board">
      <div class="no-print">
        {!trust.proven && <Notice kind="warn"><p>{_("This browser has not compared these words with your printed ones yet. Do not hang up a notice with words you cannot vouch for.")}</p></Notice>}
        <LanguageTicks legend={_("Languages on the notice")} chosen={chosen} change={setChosen} />
        <p><button type="button" onClick={() => print()} disabled={chosen.length === 0}>{_("Print")}</button></p>
      </div>
      <div class="sheet">
        {allLanguages().filter((language) => chosen.includes(language.code)).map((language) => <Part key={language.code} language={language} view={view} />)}
        <KeyWords words={trust.chain.words} />
      </div>
    </div>
  );
}

/** The text of one language; its words come from that language's own catalogue. */
function Part({ language, view }: { language: Language; view: View }) {
  const loaded = useLoad(() => catalogueFor("casework", language.code), [language.code]);
  return <Load of={loaded}>{(words) => <div class="language-part" lang={language.code} dir={language.direction}>{text(words._, language, view)}</div>}</Load>;
}

function text(_: (message: string) => string, language: Language, view: View) {
  const description = view.organisation.description[language.code];
  return (
    <>
      <h2>{_("Something wrong at work? You can report it.")}</h2>
      <p><strong><bdi>{view.organisation.name}</bdi></strong></p>
      {description && <p class="own-words">{description}</p>}
      <p>{_("Open this address on your telephone. You need no account and no name. Your report is locked on your telephone, and only the organisations you choose can open it.")}</p>
      <p><span class="address" dir="ltr">{`${view.address}/${language.code}/`}</span></p>
      <p>{_("Before you send, compare the 12 words that the page shows with the 12 words on this paper. If one is different, do not send, and tell us.")}</p>
    </>
  );
}

signedInPage(Page);
