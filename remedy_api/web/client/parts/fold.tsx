/** Something that is not needed all the time: folded away behind a button that says what it is. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A button that opens a form beneath itself; the first field takes the focus. */
export function Fold({ label, children, main = false }: { label: string; children: ComponentChildren; main?: boolean }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  // At once, before anybody can type somewhere else.
  useLayoutEffect(() => { if (open) box.current?.querySelector<HTMLElement>("input, textarea, select, button")?.focus(); }, [open]);
  return (
    <div class="fold">
      <button type="button" class={main ? "" : "outline"} aria-expanded={open ? "true" : "false"} onClick={() => setOpen(!open)}>{label}</button>
      {open && <div ref={box} class="folded">{children}</div>}
    </div>
  );
}
