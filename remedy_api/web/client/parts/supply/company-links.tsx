/** The sites that work for a company. */
import { getAll } from "../../api";
import { _, countryName } from "../../i18n";
import type { Link } from "../../supply";
import type { Codes } from "../codes";
import { Empty, Load, useLoad } from "../ui";
import { to } from "./where";

export function CompanyLinks({ company, codes }: { company: string; codes: Codes }) {
  const loaded = useLoad(() => getAll<Link>(`/v1/companies/${company}/links`));
  return (
    <section>
      <h3>{_("Sites that work for it")}</h3>
      <Load of={loaded}>
        {(links) => links.length === 0 ? <Empty title={_("None is recorded yet")} /> : (
          <ul class="cards">
            {links.map(({ link, site, site_name, site_country, product, standing }) => (
              <li key={link}>
                <a class="card" href={to("sites", site)}>
                  <span class="card-head"><strong><bdi>{site_name}</bdi></strong> <span class="badge">{codes.label("standings", standing)}</span></span>
                  <p class="muted"><bdi>{[product?.name, countryName(site_country)].filter(Boolean).join(" · ")}</bdi></p>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Load>
    </section>
  );
}
