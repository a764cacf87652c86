/** Something that is not needed all the time: folded away behind a button that says what it is. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** A button that opens a form beneath itself; the first field takes the focus. A link may lead to it by its `name`, and finds it open. */
export function Fold({ label, children, main = false, name }: { label: string; children: ComponentChildren; main?: boolean; name?: string }) {
  const [open, setOpen] = useState(() => name !== undefined && location.hash === `#${name}`);
  const box = useRef<HTMLDivElement>(null);
  // Once only: after something was signed there, it begins folded away like any other.
  useEffect(() => { if (open && location.hash === `#${name}`) history.replaceState(history.state, "", location.pathname + location.search); }, [open]);
  // At once, before anybody can type somewhere else.
  useLayoutEffect(() => { if (open) box.current?.querySelector<HTMLElement>("input, textarea, select, button")?.focus(); }, [open]);
  return (
    <div class="fold">
      <button type="button" class={main ? "" : "outline"} aria-expanded={open ? "true" : "false"} onClick={() => setOpen(!open)}>{label}</button>
      {open && <div ref={box} class="folded">{children}</div>}
    </div>
  );
}
