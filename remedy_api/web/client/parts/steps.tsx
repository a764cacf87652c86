/** One step after another; the heading of a new step takes the focus, so that screen readers hear where they are. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { _ } from "../i18n";

export function Step({ number, of, title, back, children }: {
  number: number; of: number; title: string; back?: () => void; children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  // At once, before anybody can type somewhere else.
  useLayoutEffect(() => {
    if (number > 1) heading.current?.focus();
  }, [number]);
  return (
    <section key={number}>
      {back && <p class="no-print"><button type="button" class="link" onClick={back}>{_("Back")}</button></p>}
      <p class="step">{_("Step %(number)s of %(of)s", { number, of })}</p>
      <h2 tabIndex={-1} ref={heading}>{title}</h2>
      {children}
    </section>
  );
}
