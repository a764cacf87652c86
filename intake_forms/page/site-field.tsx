/** Finding a workplace in the one file that everyone's page has: nobody learns what was searched or chosen. */
import { useState } from "preact/hooks";
import type { SiteAnswer } from "./expressions";
import type { Row } from "./form";
import { _, countryName, ngettext } from "./i18n";
import { Notes } from "./parts";
import type { Site } from "./transport";

const SHOWN = 8;

/** Letters as people type them: without case and accents. */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Sites in which every word of the search occurs. */
export function findSites(sites: readonly Site[], search: string): Site[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return sites.filter((site) => {
    const text = plain(`${site.name} ${site.native_name} ${site.address} ${countryName(site.country)}`);
    return words.every((word) => text.includes(word));
  });
}

export const siteText = (site: SiteAnswer): string => [site.name, site.address, countryName(site.country)].filter(Boolean).join(", ");

export function SiteField({ row, id, sites, answer, set }: {
  row: Row; id: string; sites: readonly Site[]; answer: SiteAnswer | undefined; set: (answer: SiteAnswer | "") => void;
}) {
  const [search, setSearch] = useState("");
  if (sites.length === 0) return null;
  if (answer) {
    return (
      <div class="field" id={id}>
        <p class="chosen"><strong dir="auto">{siteText(answer)}</strong></p>
        <button type="button" class="outline" onClick={() => set("")}>{_("Choose another workplace")}</button>
      </div>
    );
  }
  const found = findSites(sites, search);
  const searched = search.trim() !== "";
  return (
    <div class="field">
      <label for={id}>{row.label}</label>
      <Notes id={id} hint={row.hint} error={undefined} />
      <input id={id} type="text" inputMode="search" dir="auto" autocomplete="off" spellcheck={false} maxLength={200} value={search}
        aria-describedby={`${id}-hint`} onInput={(event) => setSearch(event.currentTarget.value)} />
      <p role="status" class="found">
        {searched && (found.length === 0
          ? _("Nothing found. Write the workplace below.")
          : ngettext("%(num)s workplace found", "%(num)s workplaces found", found.length))}
      </p>
      <ul class="finds">
        {found.slice(0, SHOWN).map((site) => (
          <li key={site.site}>
            <button type="button" class="outline" onClick={() => set({ site: site.site, name: site.name, address: site.address, country: site.country })}>
              <bdi>{site.name}</bdi>{site.native_name && <> <bdi>{site.native_name}</bdi></>}
              <small><bdi>{site.address}</bdi> {countryName(site.country)}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p><small>{_("Type more to see fewer.")}</small></p>}
    </div>
  );
}
