/** What a company makes or sells: a list to look at, and a choice that takes a new one. */
import { useState } from "preact/hooks";
import { call, getAll, keyFor } from "../../api";
import { _ } from "../../i18n";
import type { Product, Rights } from "../../supply";
import type { Codes } from "../codes";
import { useFieldErrors } from "../field-errors";
import { Action, Choice, Empty, Field, Load, useLoad } from "../ui";

export function Products({ company, codes, rights }: { company: string; codes: Codes; rights: Rights }) {
  const loaded = useLoad(() => getAll<Product>(`/v1/companies/${company}/products`));
  return (
    <section>
      <h3>{_("Products and parts")}</h3>
      <Load of={loaded}>
        {(products) => products.length === 0 ? <Empty title={_("Nothing is recorded yet")} /> : (
          <ul>{products.map((each) => <li key={each.product}><bdi>{each.name}</bdi> <span class="muted">{codes.label("product_kinds", each.kind)} · {codes.label("sources", each.source)}</span></li>)}</ul>
        )}
      </Load>
      {rights.adds && <details><summary>{_("Add a product or a part")}</summary><NewProduct company={company} codes={codes} keeps={rights.keeps} added={loaded[1]} /></details>}
    </section>
  );
}

/** What is made for a company: one of those recorded, or a new one. */
export function ProductChoice({ company, codes, keeps, value, onChange, error }: {
  company: string; codes: Codes; /** May say who says so. */ keeps: boolean; value: Product | null; onChange: (product: Product | null) => void; error: string | null;
}) {
  const loaded = useLoad(() => getAll<Product>(`/v1/companies/${company}/products`), [company]);
  const [adding, setAdding] = useState(false);
  return (
    <Load of={loaded}>
      {(products) => (
        <>
          <Choice label={_("What is made? (if known)")} value={adding ? "new" : value?.product ?? ""} error={error}
            options={[["", _("Not known")], ...products.map((each) => [each.product, each.name] as const), ["new", _("Something that is not in this list…")]]}
            onValue={(chosen) => { setAdding(chosen === "new"); onChange(products.find((each) => each.product === chosen) ?? null); }} />
          {adding && <NewProduct company={company} codes={codes} keeps={keeps} added={(made) => { setAdding(false); loaded[1](); onChange(made); }} />}
        </>
      )}
    </Load>
  );
}

/** A group and no form: it stands inside the form of a link as well. */
function NewProduct({ company, codes, keeps, added }: { company: string; codes: Codes; keeps: boolean; added: (made: Product) => void }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("product");
  const [source, setSource] = useState("public");
  const [key] = useState(keyFor);
  const { errors, find, sending } = useFieldErrors(["name", "kind", "source"]);
  async function add(): Promise<void> {
    if (find(name.trim() === "" ? { name: _("Please give it a name.") } : {})) return;
    await sending(async () => {
      const json = { name: name.trim(), kind, ...(keeps ? { source } : {}) };
      const { data } = await call<Product>("POST", `/v1/companies/${company}/products`, { json, key: key(json) });
      setName("");
      added(data);
    });
  }
  return (
    <fieldset class="adding">
      <legend>{_("A new product or part")}</legend>
      <Field label={_("What the company calls it")} value={name} onValue={setName} maxLength={200} dir="auto" error={errors.name ?? null} />
      <Choice label={_("What is it?")} value={kind} onValue={setKind} options={codes.list("product_kinds").map(({ code, label }) => [code, label] as const)} error={errors.kind ?? null} />
      {keeps && <Choice label={_("Who says so")} value={source} onValue={setSource} options={codes.list("sources").map(({ code, label }) => [code, label] as const)} error={errors.source ?? null} />}
      <Action quiet run={add}>{_("Add it")}</Action>
    </fieldset>
  );
}
