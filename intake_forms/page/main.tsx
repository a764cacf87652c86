/** The page to report something. Nothing is stored, and nothing leaves this device, before somebody asks for it. */
import { useState } from "preact/hooks";
import { hasDraft } from "./draft";
import { ReportFlow } from "./flow";
import { Home } from "./home";
import { _ } from "./i18n";
import { ResumeStep } from "./keep-step";
import { Screen } from "./parts";
import { resumed } from "./report";
import type { Report } from "./report";
import { start, turnTo } from "./start";
import type { PageGiven } from "./start";
import { httpTransport } from "./transport";

const transport = httpTransport();

function Page(given: PageGiven) {
  const [view, setView] = useState<"home" | "report" | "resume">("home");
  const [begun, setBegun] = useState<Report | undefined>(undefined);
  const home = (): void => {
    setBegun(undefined);
    setView("home");
  };
  switch (view) {
    case "report": return <ReportFlow {...given} transport={transport} home={home} {...(begun ? { begun } : {})} />;
    case "resume": return (
      <Screen title={_("Your report on this device")} back={home}>
        <ResumeStep instance={given.instance} erased={home} resume={(code, draft) => { setBegun(resumed(code, draft)); setView("report"); }} />
      </Screen>
    );
    default: return (
      <Home language={given.language} languages={given.languages} draft={hasDraft()}
        report={() => setView("report")} resume={() => setView("resume")} receipt={() => turnTo("/receipt")} />
    );
  }
}

start(Page);
