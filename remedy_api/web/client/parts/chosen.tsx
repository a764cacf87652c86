/** What was chosen with a combobox, in the place of the field, and the way back to it. */
import { useEffect, useRef } from "preact/hooks";

export function Chosen({ title, name, line, focused, again, change }: {
  title: string; name: string; line: string; /** The field that had the focus is gone: what took its place gets it. */ focused: boolean;
  again: string; change: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (focused) button.current?.focus(); }, []);
  return (
    // No role "group": the style sheet would lay it out as a row of buttons.
    <fieldset class="field chosen">
      <legend class="field-name">{title}</legend>
      <div class="card"><p><strong><bdi>{name}</bdi></strong></p><p class="muted"><bdi>{line}</bdi></p></div>
      <button type="button" class="outline" ref={button} onClick={change}>{again}</button>
    </fieldset>
  );
}
