/** What it means that a fact leaves the seal, before somebody signs it. */
import { _ } from "../i18n";
import { Notice } from "./ui";

/** One sentence for a dialogue. */
export function WhoSeesFacts() {
  return <p>{_("This leaves the lock: the server and its operators can read it from now on, and so can everybody who reads this case now or later. The history keeps it, also when you change it.")}</p>;
}

/** The whole of it, for somebody who opens a case. */
export function WhatRecordingMeans() {
  return (
    <Notice kind="warn" title={_("What recording means")}>
      <ul>
        <li>{_("The site, the issues and the number of workers leave the lock. The server and its operators can read them from now on.")}</li>
        <li>{_("They are codes from fixed lists, so that everybody reads them in their own language. Never names, never what somebody told you.")}</li>
        <li>{_("The organisations you let into this case see them, and the programme in counts. A company or a buyer sees them only when the workers agree.")}</li>
        <li>{_("The reports themselves stay locked. Whoever reads the case does not read the reports.")}</li>
        <li>{_("You can change them later, but the signed history keeps what stood there before.")}</li>
      </ul>
    </Notice>
  );
}
