/** Says whether an organisation's key was compared with paper, and lets the person do it. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import type { Session } from "../session";
import { prove } from "../trust";
import type { Trusted } from "../trust";
import { Action, Notice, Tick } from "./ui";
import { KeyWords } from "./words";

/** `own`: the organisation of the person who looks, whose words stand open. */
export function KeyCheck({ session, of, changed, own = false }: { session: Session; of: Trusted; changed: () => void; own?: boolean }) {
  const [compared, setCompared] = useState(false);
  if (of.proven) {
    return (
      <details open={own}>
        <summary>{_("The key words match the printed ones")} <span class="badge good">{_("proven")}</span></summary>
        <KeyWords words={of.chain.words} />
      </details>
    );
  }
  return (
    <Notice kind="warn" title={_("The key of %(organisation)s is unproven", { organisation: of.name })}>
      <p>{_("This browser sees it for the first time. Compare these 12 words with the ones on the organisation's printed notice, or ask somebody there on the telephone.")}</p>
      <KeyWords words={of.chain.words} />
      <Tick checked={compared} onChecked={setCompared} label={_("I compared all 12 words on paper or on the telephone, and they are the same.")} />
      <Action quiet disabled={!compared} run={async () => { await prove(session, of); await changed(); }}>{_("The words match")}</Action>
    </Notice>
  );
}
