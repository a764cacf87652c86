/** The first page of an installation: the programme and its administrator. The link carries a token that works once. */
import { useState } from "preact/hooks";
import { call } from "./api";
import { _ } from "./i18n";
import { here, openPage } from "./parts/mount";
import { AccountWizard } from "./parts/account-wizard";
import { emptyProgramme, ProgrammeForm } from "./parts/programme-form";
import type { ProgrammeTexts } from "./parts/programme-form";
import { Step } from "./parts/steps";
import { Notice } from "./parts/ui";
import { begin } from "./session";
import type { SignedIn } from "./session";
import { EMPTY } from "./vault";

function Setup() {
  const token = location.hash.slice(1);
  const [programme, setProgramme] = useState<ProgrammeTexts | null>(null);
  if (document.body.dataset.setUp === "yes") {
    return (
      <Notice title={_("This programme is already set up.")}>
        <p><a href={here("/sign-in")}>{_("Sign in")}</a></p>
      </Notice>
    );
  }
  if (token === "") {
    return <Notice kind="warn" title={_("Please open the link that the server printed when it started.")}><p>{_("It works once, and only for the person who started the server.")}</p></Notice>;
  }
  if (programme === null) {
    return (
      <Step number={1} of={4} title={_("The programme")}>
        <ProgrammeForm start={emptyProgramme()} submit={_("Continue")} run={async (texts) => setProgramme(texts)} />
      </Step>
    );
  }
  return (
    <AccountWizard before={1} vault={async () => EMPTY} finish={async (account, made) => {
      const answer = await call<SignedIn>("POST", "/v1/setup", { json: { token, programme, account }, enters: true });
      await begin(answer.data, made.secret);
      location.replace(here("/admin"));
    }} />
  );
}

openPage(Setup);
