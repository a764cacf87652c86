/** What this is and what it is not, before anything is asked. */
import { _ } from "./i18n";
import { Notice } from "./parts";

export function AboutStep({ next, filedBy }: { next: () => void; filedBy: boolean }) {
  return (
    <>
      {filedBy && <Notice><p>{_("You write for a worker. Write in her or his words, read it aloud before you send it, and hand over the code: it belongs to the worker, not to you.")}</p></Notice>}
      <ul class="plain-words">
        <li>{_("Here you can report something wrong at work. It costs nothing. You need no account and no name.")}</li>
        <li>{_("What you write is locked on this device. Only the organisations that you choose can open it. The company cannot, and neither can the people who run this server.")}</li>
        <li>{_("You can leave out whatever you do not want to answer. Only what is marked “needed” must be filled in.")}</li>
        <li>{_("This is no emergency service. It may take days until somebody reads it.")}</li>
        <li>{_("This is no court. Time limits of the law go on.")}</li>
      </ul>
      <Notice kind="warn" title={_("Before you begin")}>
        <ul>
          <li>{_("Use a device that your employer does not control, and not the network at work.")}</li>
          <li>{_("A private window of the browser leaves fewer traces.")}</li>
          {!filedBy && <li>{_("“Leave quickly” at the top, or the Escape key twice, empties this page at once. What the browser itself remembers of visited pages stays.")}</li>}
          <li>{_("The operator of this server delivers this page. Whoever controls the server could deliver a bad one; under “Privacy” stands how others check it.")}</li>
        </ul>
      </Notice>
      <p class="actions"><button type="button" onClick={next}>{_("Go on")}</button></p>
    </>
  );
}
