/** A list with a search above it: what is typed narrows it after a moment, and is there again on the way back. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { _ } from "../../i18n";
import { searched } from "../../supply";
import { Empty, Failure, Load, useAction, useLoad } from "../ui";
import { useUnique } from "../unique";
import type { List } from "./where";

const PAUSE = 300;
const typed = new Map<List, string>();

export function SearchedList<T>({ list, label, help, said, empty, row, keyOf }: {
  list: List; label: string; help: string; /** How many are shown, and whether there are more. */ said: (shown: number, more: boolean) => string;
  /** What stands there while nothing was ever added. */ empty: ComponentChildren; row: (item: T) => ComponentChildren; keyOf: (item: T) => string;
}) {
  const id = useUnique();
  const [text, setText] = useState(typed.get(list) ?? "");
  const [wanted, setWanted] = useState(text.trim());
  useEffect(() => {
    typed.set(list, text);
    const timer = setTimeout(() => setWanted(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const loaded = useLoad(() => searched<T>(list, wanted), [wanted]);
  const [told, setTold] = useState("");
  return (
    <>
      <form role="search" noValidate onSubmit={(event) => { event.preventDefault(); setWanted(text.trim()); }}>
        <p class="field">
          <label for={id}>{label}</label>
          <input id={id} type="search" dir="auto" autocomplete="off" spellcheck={false} maxLength={200} value={text} aria-describedby={`${id}-help`}
            onInput={(event) => setText(event.currentTarget.value)} />
          <small id={`${id}-help`}>{help}</small>
        </p>
      </form>
      {/* It stands there before anything is found: what changes in it is read out. */}
      <p role="status" class="found">{told}</p>
      <Load of={loaded}>
        {(first) => first.items.length === 0 && wanted === "" ? <>{empty}</> : (
          <Rows key={wanted} list={list} wanted={wanted} first={first} told={(shown, more) => setTold(shown === 0 ? _("Nothing found") : said(shown, more))} row={row} keyOf={keyOf} />
        )}
      </Load>
    </>
  );
}

function Rows<T>({ list, wanted, first, told, row, keyOf }: {
  list: List; wanted: string; first: { readonly items: readonly T[]; readonly next: string | null };
  told: (shown: number, more: boolean) => void; row: (item: T) => ComponentChildren; keyOf: (item: T) => string;
}) {
  const [more, setMore] = useState<readonly T[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const page = await searched<T>(list, wanted, next);
    setMore([...more, ...page.items]);
    setNext(page.next);
  });
  const rows = [...first.items, ...more];
  useEffect(() => told(rows.length, next !== null), [rows.length, next]);
  if (rows.length === 0) return <Empty title={_("Nothing found")}><p>{_("Try fewer letters, or another spelling.")}</p></Empty>;
  return (
    <>
      <ul class="cards">{rows.map((item) => <li key={keyOf(item)}>{row(item)}</li>)}</ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}
