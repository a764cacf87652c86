/** What was chosen with a combobox, in the place of the field, and the way back to it. */
import { useEffect, useRef } from "preact/hooks";

export function Chosen({ title, name, line, focused, again, change }: {
  title: string; name: string; line: string; /** The field that had the focus is gone: what took its place gets it. */ focused: boolean;
  again: string; change: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (focused) button.current?.focus(); }, []);
  return (
    <div class="field chosen" role="group" aria-label={title}>
      <p class="field-name">{title}</p>
      <div class="card"><p><strong><bdi>{name}</bdi></strong></p><p class="muted"><bdi>{line}</bdi></p></div>
      <button type="button" class="outline" ref={button} onClick={change}>{again}</button>
    </div>
  );
}
