/**
 * Searching a production site, or adding one where it is needed.
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
import { useState } from "preact/hooks";
import { _, ngettext } from "../i18n";
import { searchSites, siteLine } from "../supply";
import type { SiteSummary } from "../supply";
import { Chosen } from "./chosen";
import { Combobox, SHOWN } from "./combobox";
import { AddSite } from "./site-adding";

interface Props {
  value: SiteSummary | null;
  onChange: (site: SiteSummary | null) => void;
  label?: string;
  help?: string;
  error?: string | null;
}

export function SitePicker({ value, onChange, label, help, error }: Props) {
  const [adding, setAdding] = useState<string | null>(null);
  const [moved, setMoved] = useState(false);
  function move(site: SiteSummary | null, add: string | null = null): void {
    setMoved(true);
    setAdding(add);
    if (site !== value) onChange(site);
  }
  const title = label ?? _("Production site");
  if (value !== null) {
    return <Chosen title={title} name={value.name} line={siteLine(value)} focused={moved} again={_("Choose another site")} change={() => move(null)} />;
  }
  if (adding !== null) return <AddSite name={adding} added={move} cancel={() => move(null)} />;
  return (
    <Combobox title={title} error={error} focused={moved} search={(text) => searchSites(text, null, SHOWN)} said={saidSites} choose={move}
      help={`${help ? `${help} ` : ""}${_("Type at least two letters of its name, or its OS ID.")}`}
      option={(site) => <><strong><bdi>{site.name}</bdi></strong><small><bdi>{siteLine(site)}</bdi></small></>}
      adding={{ words: (name) => _("It is not in this list: add “%(name)s” as a new site", { name }), add: (name) => move(null, name) }} />
  );
}

export function saidSites(found: number, more: boolean): string {
  if (found === 0) return _("No site found.");
  if (more) return _("More than %(num)s sites found. Type more to see fewer.", { num: found });
  return ngettext("%(num)s site found.", "%(num)s sites found.", found);
}
