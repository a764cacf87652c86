/**
 * A search field with a list of what was found beneath: the combobox of WAI-ARIA with list autocomplete. The focus stays in
 * the field; arrow keys walk through the list, Enter takes, Escape closes. It may stand inside a form and sends nothing.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { _ } from "../i18n";
import type { Page } from "../supply";
import { Failure } from "./ui";
import { useUnique } from "./unique";

const PAUSE = 250;
const SHORTEST = 2;
export const SHOWN = 8;

interface Props<T> {
  title: string;
  help: string;
  error?: string | null | undefined;
  /** Takes the focus when it appears. */
  focused?: boolean;
  /** The first few that fit what was typed (two letters or more), and whether there are more. */
  search: (text: string) => Promise<Page<T>>;
  /** How many were found, in words, for everybody and for screen readers. */
  said: (found: number, more: boolean) => string;
  option: (item: T) => ComponentChildren;
  choose: (item: T) => void;
  /** The last entry of the list, to add what is not there: its words, and what it does. */
  adding?: { words: (text: string) => string; add: (text: string) => void };
}

interface Found<T> { readonly text: string; readonly items: readonly T[]; readonly more: boolean }

export function Combobox<T>({ title, help, error, focused, search, said, option, choose, adding }: Props<T>) {
  const id = useUnique();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found<T> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = text.trim();
  const enough = wanted.length >= SHORTEST;

  useEffect(() => { if (focused) box.current?.focus(); }, []);
  useEffect(() => {
    if (!enough) return setFound(null);
    let current = true;
    const timer = setTimeout(() => {
      search(wanted).then(({ items, next }) => { if (current) setFound({ text: wanted, items, more: next !== null }); },
        (problem: unknown) => { if (current) setFailure(problem); });
    }, PAUSE);
    return () => { current = false; clearTimeout(timer); };
  }, [wanted, turn]);
  useEffect(() => { if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" }); }, [active]);

  const leave = useLeaving(() => setOpen(false));
  const items = enough ? found?.items ?? [] : [];
  const answered = enough && (found !== null || failure !== null);
  const places = answered ? items.length + (adding ? 1 : 0) : 0;
  const listed = open && places > 0;

  function type(value: string): void {
    setText(value);
    setFailure(null);
    setActive(-1);
    setOpen(true);
  }
  function take(place: number): void {
    const item = items[place];
    if (item !== undefined) choose(item);
    else adding?.add(wanted);
  }
  function walk(step: 1 | -1): void {
    const end = step > 0 ? 0 : places - 1;
    setActive(!listed || active < 0 ? end : (active + step + places) % places);
    setOpen(true);
  }
  function press(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" && places > 0) walk(1);
    else if (event.key === "ArrowUp" && places > 0) walk(-1);
    else if (event.key === "Enter") {
      if (listed && active >= 0) take(active);
    } else if (event.key === "Escape" && (listed || text !== "")) {
      if (listed) setOpen(false);
      else type("");
      event.stopPropagation(); // a dialogue around stays open
    } else return;
    event.preventDefault();
  }

  const status = !enough || failure !== null ? "" : found?.text !== wanted ? _("Searching…") : said(items.length, found.more);
  return (
    <div class="field combobox">
      <label for={id}>{title}</label>
      <input id={id} ref={box} type="text" role="combobox" inputMode="search" autocomplete="off" spellcheck={false} dir="auto" maxLength={200} value={text}
        aria-expanded={listed ? "true" : "false"} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-describedby={`${id}-help${error ? ` ${id}-error` : ""}`} aria-invalid={error ? "true" : undefined}
        {...(listed && active >= 0 ? { "aria-activedescendant": `${id}-${active}` } : {})}
        onInput={(event) => type(event.currentTarget.value)} onKeyDown={press} onBlur={leave} onFocus={() => setOpen(true)} onClick={() => setOpen(true)} />
      <small id={`${id}-help`}>{help}</small>
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
      <ul id={`${id}-list`} role="listbox" aria-label={title} class="options" hidden={!listed}>
        {[...items.map(option), ...(adding && answered ? [adding.words(wanted)] : [])].map((words, place) => (
          // The press must not take the focus from the field, or the list would close before the click arrives.
          <li key={place} id={`${id}-${place}`} role="option" aria-selected={place === active ? "true" : "false"}
            onMouseDown={(event) => event.preventDefault()} onClick={() => take(place)}>{words}</li>
        ))}
      </ul>
      <p role="status" class="found">{status}</p>
      <Failure error={failure} retry={() => { setFailure(null); setTurn(turn + 1); }} />
    </div>
  );
}

/**
 * Closes the list when the field is left. While a finger or a mouse button is down the list stays: closing it would move
 * what lies beneath away from under the press, and the press would be lost.
 */
function useLeaving(close: () => void): () => void {
  const pressed = useRef(false);
  const waiting = useRef(false);
  useEffect(() => {
    const down = (): void => { pressed.current = true; };
    const up = (): void => {
      pressed.current = false;
      if (!waiting.current) return;
      waiting.current = false;
      setTimeout(close, 0); // after the click that this release brings
    };
    addEventListener("pointerdown", down, true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, up, true);
    return () => {
      removeEventListener("pointerdown", down, true);
      for (const end of ["pointerup", "pointercancel"]) removeEventListener(end, up, true);
    };
  }, []);
  return () => {
    if (pressed.current) waiting.current = true;
    else close();
  };
}
