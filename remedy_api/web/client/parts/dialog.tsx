/** A question that must be answered before something that cannot be undone. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { _ } from "../i18n";
import { Action } from "./ui";
import { useUnique } from "./unique";

export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useUnique();
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal(); // the browser keeps the focus inside
    // It gives it back when a dialogue closes, but this one is taken out of the page instead.
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  return (
    <dialog ref={box} aria-labelledby={id} onClose={close}>
      <article>
        <h2 id={id}>{title}</h2>
        {children}
      </article>
    </dialog>
  );
}

/** A button that asks first. */
export function Confirmed({ label, title, explanation, yes, run, danger, disabled }: {
  label: string; title: string; explanation: ComponentChildren; yes: string; run: () => Promise<void>; danger?: boolean; disabled?: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class={`outline ${danger ? "danger" : ""}`} disabled={disabled} onClick={() => setOpen(true)}>{label}</button>
      {open && (
        <Dialog title={title} close={() => setOpen(false)}>
          {explanation}
          <div class="actions">
            <button type="button" class="outline" onClick={() => setOpen(false)}>{_("Cancel")}</button>
            <Action danger={danger ?? false} run={async () => { await run(); setOpen(false); }}>{yes}</Action>
          </div>
        </Dialog>
      )}
    </>
  );
}
