/** Keeping an unfinished report on this device, locked under the code, and getting it back. */
import { EnterCode, KeepItSafe, WriteDown } from "./code-parts";
import type { Code } from "./code-parts";
import { eraseDraft, readDraft } from "./draft";
import type { Draft } from "./draft";
import { _ } from "./i18n";
import { Action, Notice } from "./parts";

export function KeepStep({ code, keep, cancel }: { code: Code; keep: () => void; cancel: () => void }) {
  return (
    <>
      <p>{_("Your report can stay on this device until you finish it. It is locked with a code, and you need the code to go on. Later the same code opens the answers.")}</p>
      <Notice kind="warn"><p>{_("Whoever searches this device can see that something locked is here, but not what. Do not do this on a device that others check.")}</p></Notice>
      <KeepItSafe />
      <WriteDown code={code.code} submit={_("Keep it on this device")} done={keep} />
      <p><button type="button" class="link" onClick={cancel}>{_("Do not keep it")}</button></p>
    </>
  );
}

export function ResumeStep({ instance, resume, erased }: { instance: string; resume: (code: Code, draft: Draft) => void; erased: () => void }) {
  return (
    <>
      <p>{_("Type the code that you wrote down when you kept your report.")}</p>
      <EnterCode submit={_("Go on with my report")} busyText={_("Opening…")}
        run={async (secret, typed) => resume({ secret, code: typed }, await readDraft(secret, instance))} />
      <h3>{_("You do not want it any more?")}</h3>
      <Action quiet danger run={async () => { await eraseDraft(); erased(); }}>{_("Erase it from this device")}</Action>
    </>
  );
}
