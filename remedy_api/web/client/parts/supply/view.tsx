/** One thing or one task in the place of the list: the way back, and a heading that takes the focus. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { _ } from "../../i18n";
import { to } from "./where";
import type { List } from "./where";

export function View({ title, back, moved, children }: { title: string; back: List; /** Somebody came here on this page. */ moved: boolean; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!moved) return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <section>
      <p class="no-print"><a href={to(back)}>{back === "sites" ? _("All sites") : back === "companies" ? _("All companies") : _("All contracts")}</a></p>
      <h2 tabIndex={-1} ref={heading}><bdi>{title}</bdi></h2>
      {children}
    </section>
  );
}

/** What is known of something; what is not known is left out. */
export function Facts({ of }: { of: readonly (readonly [string, ComponentChildren])[] }) {
  const known = of.filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false);
  return <dl class="facts">{known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div>)}</dl>;
}
