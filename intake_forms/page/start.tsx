/** How both of the reporter's pages begin: words first, then what can be locked here at all, then the page. */
import { render } from "preact";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { armExit, onLeave } from "./exit";
import type { Choice } from "./form";
import { _, loadCatalogue } from "./i18n";
import { Notice } from "./parts";
import { onLanguage } from "./tongue";

/** What every page knows: the instance that seals are bound to, the page's language, and those of the programme. */
export interface PageGiven { readonly instance: string; readonly language: string; readonly languages: readonly Choice[] }

export function start(Page: ComponentType<PageGiven>): void {
  const { instance = "", setUp, languages = "[]", exit = "/blank" } = document.body.dataset;
  const offered = (JSON.parse(languages) as { code: string; autonym: string }[]).map((each) => ({ name: each.code, label: each.autonym }));
  function App() {
    const [language, setLanguage] = useState(document.documentElement.lang);
    useEffect(() => onLanguage(setLanguage), []);
    // Browsers give encryption only to pages that came over TLS or from the device itself.
    if (!globalThis.crypto?.subtle) {
      return <Notice kind="stop"><p>{_("This page was not delivered safely, so nothing can be locked here. Please open it with an address that begins with https.")}</p></Notice>;
    }
    if (setUp !== "yes") return <Notice kind="warn"><p>{_("This programme has not begun yet. Please come back later.")}</p></Notice>;
    return <Page instance={instance} language={language} languages={offered} />;
  }
  armExit(exit);
  const root = document.getElementById("island");
  void loadCatalogue("intake", document.documentElement.lang).then(() => {
    if (root === null) return;
    root.replaceChildren();
    onLeave(() => render(null, root));
    render(<App />, root);
  });
}

/** Another page of this door in place of this one: the way back shall not lead through a report. */
export const turnTo = (path: string): void => location.replace(`/${document.documentElement.lang}${path}`);
