/**
 * Searching a production site, or adding one where it is needed: the combobox of WAI-ARIA with a list beneath.
 *
 *   const [site, setSite] = useState<SiteSummary | null>(null);
 *   <SitePicker value={site} onChange={setSite} />
 *
 * Props:
 *   value     the chosen site, or null while none is chosen. A full site from /v1/sites fits as well.
 *   onChange  called with the site that was chosen or just added, and with null when "Choose another site" is pressed.
 *             A site that is added here exists on the server at once, whether or not the form around is ever sent; it is
 *             not offered to reporters.
 *   label     the words above the field; "Production site" unless said.
 *   help      a sentence under it, if one is needed.
 *   error     what is wrong with the choice, in words, or null; it is read out with the field.
 *
 * It may stand inside a form: Enter chooses here and sends nothing, and it brings no form of its own. Arrow keys walk
 * through what was found, Escape closes the list, and the focus follows what was done.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { _, ngettext } from "../i18n";
import { searchSites, siteLine } from "../supply";
import type { SiteSummary } from "../supply";
import { AddSite } from "./site-adding";
import { Failure } from "./ui";
import { useUnique } from "./unique";

interface Props {
  value: SiteSummary | null;
  onChange: (site: SiteSummary | null) => void;
  label?: string;
  help?: string;
  error?: string | null;
}

const PAUSE = 250;
const SHORTEST = 2;
const SHOWN = 8;

export function SitePicker({ value, onChange, label, help, error }: Props) {
  const [adding, setAdding] = useState<string | null>(null);
  const again = useRef<HTMLButtonElement>(null);
  const [moved, setMoved] = useState(false);
  // The field that had the focus is gone once something is chosen: what took its place gets it.
  useEffect(() => { if (moved && value !== null) again.current?.focus(); }, [value?.site]);
  function choose(site: SiteSummary | null): void {
    setMoved(true);
    setAdding(null);
    onChange(site);
  }
  const title = label ?? _("Production site");
  if (value !== null) {
    return (
      <div class="field site-chosen" role="group" aria-label={title}>
        <p class="field-name">{title}</p>
        <div class="card"><p><strong dir="auto">{value.name}</strong></p><p class="muted" dir="auto">{siteLine(value)}</p></div>
        <button type="button" class="outline" ref={again} onClick={() => choose(null)}>{_("Choose another site")}</button>
      </div>
    );
  }
  if (adding !== null) return <AddSite name={adding} added={choose} cancel={() => { setMoved(true); setAdding(null); }} />;
  return <Search title={title} help={help} error={error} choose={choose} add={setAdding} focused={moved} />;
}

type Found = { for: string; sites: readonly SiteSummary[]; more: boolean };

function Search({ title, help, error, choose, add, focused }: {
  title: string; help: string | undefined; error: string | null | undefined; focused: boolean;
  choose: (site: SiteSummary) => void; add: (name: string) => void;
}) {
  const id = useUnique();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = text.trim();
  const searching = wanted.length >= SHORTEST && found?.for !== wanted && failure === null;

  useEffect(() => { if (focused) box.current?.focus(); }, []);
  useEffect(() => {
    if (wanted.length < SHORTEST) return setFound(null);
    let current = true;
    const timer = setTimeout(() => {
      searchSites(wanted, null, SHOWN).then(({ items, next }) => { if (current) setFound({ for: wanted, sites: items, more: next !== null }); },
        (problem: unknown) => { if (current) setFailure(problem); });
    }, PAUSE);
    return () => { current = false; clearTimeout(timer); };
  }, [wanted, turn]);

  const shown = wanted.length < SHORTEST ? [] : found?.sites ?? [];
  const offered = wanted.length >= SHORTEST && (found !== null || failure !== null);
  const last = offered ? shown.length : -1; // the place after the sites is "add it"
  const listed = open && offered;

  function type(value: string): void {
    setText(value);
    setFailure(null);
    setActive(-1);
    setOpen(true);
  }
  function take(place: number): void {
    const site = shown[place];
    if (site) choose(site);
    else add(wanted);
  }
  function press(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!offered) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(!listed ? (step === 1 ? 0 : last) : active < 0 && step < 0 ? last : (active + step + last + 1) % (last + 1));
      setOpen(true);
    } else if (event.key === "Enter") {
      if (listed && active >= 0) take(active);
    } else if (event.key === "Escape" && (listed || text !== "")) {
      if (listed) setOpen(false);
      else type("");
      event.stopPropagation(); // a dialogue around stays open
    } else return;
    event.preventDefault();
  }
  useEffect(() => { if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" }); }, [active]);

  const notes = [`${id}-help`, error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div class="field combobox">
      <label for={id}>{title}</label>
      <input id={id} ref={box} type="text" role="combobox" inputMode="search" autocomplete="off" spellcheck={false} dir="auto" maxLength={200} value={text}
        aria-expanded={listed ? "true" : "false"} aria-controls={`${id}-list`} aria-autocomplete="list" aria-describedby={notes} aria-invalid={error ? "true" : undefined}
        {...(listed && active >= 0 ? { "aria-activedescendant": `${id}-${active}` } : {})}
        onInput={(event) => type(event.currentTarget.value)} onKeyDown={press} onBlur={() => setOpen(false)} onFocus={() => setOpen(true)} onClick={() => setOpen(true)} />
      <small id={`${id}-help`}>{help ? `${help} ` : ""}{_("Type at least two letters of its name, or its OS ID.")}</small>
      {error && <small id={`${id}-error`} class="field-error">{error}</small>}
      <ul id={`${id}-list`} role="listbox" aria-label={title} class="options" hidden={!listed}>
        {shown.map((site, place) => (
          <Option key={site.site} id={`${id}-${place}`} active={place === active} take={() => take(place)}>
            <strong dir="auto">{site.name}</strong>
            <small dir="auto">{siteLine(site)}</small>
          </Option>
        ))}
        {offered && (
          <Option id={`${id}-${last}`} active={active === last} take={() => take(last)}>{_("It is not in this list: add “%(name)s” as a new site", { name: wanted })}</Option>
        )}
      </ul>
      <p role="status" class="found">{searching ? _("Searching…") : said(wanted, found)}</p>
      <Failure error={failure} retry={() => { setFailure(null); setTurn(turn + 1); }} />
    </div>
  );
}

function Option({ id, active, take, children }: { id: string; active: boolean; take: () => void; children: preact.ComponentChildren }) {
  return (
    // The press must not take the focus from the field, or the list would close before the click arrives.
    <li id={id} role="option" aria-selected={active ? "true" : "false"} onMouseDown={(event) => event.preventDefault()} onClick={take}>{children}</li>
  );
}

function said(wanted: string, found: Found | null): string {
  if (found === null || found.for !== wanted) return "";
  if (found.sites.length === 0) return _("No site found.");
  if (found.more) return _("More than %(num)s sites found. Type more to see fewer.", { num: found.sites.length });
  return ngettext("%(num)s site found.", "%(num)s sites found.", found.sites.length);
}
