/** The reporter's page. Nothing is stored, nothing leaves this device, before somebody asks for it. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { hasDraft } from "./draft";
import { armExit, onLeave } from "./exit";
import { ReportFlow } from "./flow";
import type { Choice } from "./form";
import { Home } from "./home";
import { _, loadCatalogue } from "./i18n";
import { ResumeStep } from "./keep-step";
import { Load, Notice, Screen } from "./parts";
import { resumed } from "./report";
import type { Report } from "./report";
import { onLanguage } from "./tongue";
import { httpTransport, NoAnswer } from "./transport";

const given = document.body.dataset;
const languages = (JSON.parse(given.languages ?? "[]") as { code: string; autonym: string }[]).map((each): Choice => ({ name: each.code, label: each.autonym }));
const transport = httpTransport();
const root = document.getElementById("island");

type View = "home" | "report" | "resume" | "receipt";

/** Reading comes later, often on another device: whoever reports need not load it. */
const reading = (): Promise<typeof import("./receipt-page")> => import("./receipt-page").catch(() => { throw new NoAnswer(); });

function App({ first }: { first: View }) {
  const [language, setLanguage] = useState(document.documentElement.lang);
  const [view, setView] = useState<View>(first);
  const [begun, setBegun] = useState<Report | undefined>(undefined);
  useEffect(() => onLanguage(setLanguage), []);
  const instance = given.instance ?? "";
  const home = (): void => {
    setBegun(undefined);
    setView("home");
  };
  // Browsers give encryption only to pages that came over TLS or from the device itself.
  if (!globalThis.crypto?.subtle) {
    return <Notice kind="stop"><p>{_("This page was not delivered safely, so nothing can be locked here. Please open it with an address that begins with https.")}</p></Notice>;
  }
  if (given.setUp !== "yes") return <Notice kind="warn"><p>{_("This programme has not begun yet. Please come back later.")}</p></Notice>;
  switch (view) {
    case "report": return <ReportFlow transport={transport} instance={instance} language={language} languages={languages} home={home} {...(begun ? { begun } : {})} />;
    case "receipt": return (
      <Load load={reading}>{({ ReceiptPage }) => <ReceiptPage transport={transport} instance={instance} language={language} home={home} />}</Load>
    );
    case "resume": return (
      <Screen title={_("Your report on this device")} back={home}>
        <ResumeStep instance={instance} erased={home} resume={(code, draft) => { setBegun(resumed(code, draft)); setView("report"); }} />
      </Screen>
    );
    default: return (
      <Home languages={languages} language={language} draft={hasDraft()} aboutAddress={`/${language}/about`}
        report={() => setView("report")} resume={() => setView("resume")} receipt={() => setView("receipt")} />
    );
  }
}

armExit(given.exit ?? "/blank");
void loadCatalogue("intake", document.documentElement.lang).then(() => {
  if (root === null) return;
  root.replaceChildren();
  onLeave(() => render(null, root));
  render(<App first={given.page === "receipt" ? "receipt" : "home"} />, root);
});
