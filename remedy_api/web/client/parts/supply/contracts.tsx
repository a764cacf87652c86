/** Contracts of public buyers with their suppliers. */
import { useState } from "preact/hooks";
import { call, get, getAll, keyFor } from "../../api";
import { _, ngettext } from "../../i18n";
import { day } from "../../names";
import type { OrganisationJson } from "../../organisation";
import type { CompanySummary, Contract, Rights } from "../../supply";
import type { Codes } from "../codes";
import { CompanyPicker } from "../company-picker";
import { useFieldErrors } from "../field-errors";
import type { FieldErrors } from "../field-errors";
import { useFormDraft } from "../use-draft";
import { Action, Area, Choice, Empty, Field, Form, Load, Notice, useLoad } from "../ui";
import { ChangedMeanwhile, useEditing } from "./editing";
import { SearchedList } from "./searched-list";
import type { Given } from "./sites";
import { Facts, View } from "./view";
import { go, to } from "./where";

interface Draft { buyer: string; supplier: CompanySummary | null; reference: string; title: string; starts_on: string; ends_on: string; cpv: string; value_band: string }
const EMPTY: Draft = { buyer: "", supplier: null, reference: "", title: "", starts_on: "", ends_on: "", cpv: "", value_band: "" };
const FIELDS = Object.keys(EMPTY);
const fields = (of: Contract): Draft => ({ ...of, ends_on: of.ends_on ?? "", cpv: of.cpv.join("\n"), value_band: of.value_band ?? "" });
/** What may change later: whose contract with whom it is stays. */
const json = (draft: Draft) => ({
  reference: draft.reference.trim(), title: draft.title.trim(), starts_on: draft.starts_on, ends_on: draft.ends_on || null,
  cpv: draft.cpv.split(/[\s,;]+/).filter(Boolean), value_band: draft.value_band || null,
});

export function Contracts(given: Given) {
  const { id, moved } = given;
  if (id === "new") return <View title={_("Add a contract")} back="contracts" moved={moved}><NewContract {...given} /></View>;
  if (id !== null && id !== "import") return <OneContract key={id} {...given} id={id} />;
  return (
    <section aria-label={_("Contracts")}>
      <div class="actions"><a role="button" class="outline" href={to("contracts", "new")}>{_("Add a contract")}</a></div>
      <SearchedList<Contract> list="contracts" label={_("Search a contract")} help={_("By its title or its number.")} keyOf={(contract) => contract.contract}
        said={(shown, more) => more ? _("The first %(num)s contracts.", { num: shown }) : ngettext("%(num)s contract", "%(num)s contracts", shown)}
        empty={<Empty title={_("No contracts yet")}><p>{_("With contracts it can be seen which sites work for a public buyer.")}</p></Empty>}
        row={(contract) => (
          <a class="card" href={to("contracts", contract.contract)}>
            <span class="card-head"><strong><bdi>{contract.title}</bdi></strong><Waiting contract={contract} /></span>
            <p class="muted"><bdi>{[contract.buyer_name, contract.supplier.name, contract.reference].join(" · ")}</bdi></p>
          </a>
        )} />
    </section>
  );
}

function faults(draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  if (draft.buyer === "") found.buyer = _("Please choose the buyer.");
  if (draft.supplier === null) found.supplier = _("Please choose the company.");
  if (draft.title.trim() === "") found.title = _("Please say what is bought.");
  if (draft.reference.trim() === "") found.reference = _("Please give the buyer's own number of the contract.");
  if (draft.starts_on === "") found.starts_on = _("Please give the day.");
  if (draft.ends_on !== "" && draft.starts_on !== "" && draft.ends_on < draft.starts_on) found.ends_on = _("The last day cannot be before the first.");
  return found;
}

function Fields({ draft, set, errors, codes }: { draft: Draft; set: (change: Partial<Draft>) => void; errors: FieldErrors; codes: Codes }) {
  return (
    <>
      <Field label={_("What is bought")} value={draft.title} onValue={(title) => set({ title })} maxLength={200} dir="auto" error={errors.title ?? null} />
      <Field label={_("The buyer's own number of it")} value={draft.reference} onValue={(reference) => set({ reference })} maxLength={200} dir="auto" error={errors.reference ?? null} />
      <div class="pair">
        <Field label={_("First day")} type="date" value={draft.starts_on} onValue={(starts_on) => set({ starts_on })} error={errors.starts_on ?? null} />
        <Field label={_("Last day (if there is one)")} type="date" value={draft.ends_on} onValue={(ends_on) => set({ ends_on })} error={errors.ends_on ?? null} />
      </div>
      <Area label={_("CPV codes (if known)")} rows={2} maxLength={400} value={draft.cpv} onValue={(cpv) => set({ cpv })} error={errors.cpv ?? null}
        help={_("The numbers of the notice, such as 18110000-3, with spaces or commas between them.")} />
      <Choice label={_("What it is worth over its whole time")} value={draft.value_band} onValue={(value_band) => set({ value_band })} options={codes.options("value_bands", _("Not said"))} error={errors.value_band ?? null} />
    </>
  );
}

/** Buyers that this person may speak for: her own, or all of them for who keeps the programme's records. */
async function buyersOf(rights: Rights): Promise<readonly { organisation: string; name: string }[]> {
  return rights.buyers ?? (await getAll<OrganisationJson>("/v1/organisations")).filter((each) => each.kind === "buyer");
}

function NewContract(given: Given) {
  const loaded = useLoad(() => buyersOf(given.rights));
  return (
    <Load of={loaded}>
      {(buyers) => buyers.length === 0
        ? <Empty title={_("There is no public buyer in this programme yet")}><p>{_("An administrator creates the organisation of the buyer first.")}</p></Empty>
        : <ContractForm {...given} buyers={buyers} />}
    </Load>
  );
}

function ContractForm({ session, codes, buyers }: Given & { buyers: readonly { organisation: string; name: string }[] }) {
  const only = buyers.length === 1 ? buyers[0]?.organisation ?? "" : "";
  const { value: draft, set, clear } = useFormDraft<Draft>(session, "supply/new-contract", { ...EMPTY, buyer: only });
  const { errors, find, sending } = useFieldErrors(FIELDS);
  const [key] = useState(keyFor);
  async function add(): Promise<void> {
    if (find(faults(draft))) return;
    await sending(async () => {
      const content = { buyer: draft.buyer, supplier: draft.supplier?.company, ...json(draft) };
      const { data } = await call<Contract>("POST", "/v1/contracts", { json: content, key: key(content) });
      await clear();
      go("contracts", data.contract);
    });
  }
  return (
    <Form submit={_("Add the contract")} run={add}>
      <Choice label={_("Public buyer")} value={draft.buyer} onValue={(buyer) => set({ buyer })} error={errors.buyer ?? null}
        options={[["", _("Choose the buyer")], ...buyers.map((each) => [each.organisation, each.name] as const)]} />
      <CompanyPicker label={_("With which company?")} value={draft.supplier} onChange={(supplier) => set({ supplier })} error={errors.supplier ?? null} />
      <Fields draft={draft} set={set} errors={errors} codes={codes} />
    </Form>
  );
}

function OneContract(given: Given & { id: string }) {
  const loaded = useLoad(() => get<Contract>(`/v1/contracts/${given.id}`));
  const [editing, setEditing] = useState(false);
  return (
    <Load of={loaded}>
      {({ data: contract, etag }) => (
        <View title={contract.title} back="contracts" moved={given.moved}>
          {editing
            ? <EditContract {...given} contract={contract} tag={etag ?? ""} done={() => { setEditing(false); loaded[1](); }} cancel={() => setEditing(false)} />
            : (
              <>
                <Facts of={[
                  [_("Public buyer"), contract.buyer_name],
                  [_("Company"), <a key="company" href={to("companies", contract.supplier.company)}>{contract.supplier.name}</a>],
                  [_("The buyer's own number of it"), contract.reference],
                  [_("From"), day(contract.starts_on)],
                  [_("Until"), contract.ends_on ? day(contract.ends_on) : _("Without an end")],
                  [_("CPV codes"), contract.cpv.length > 0 && <bdi dir="ltr">{contract.cpv.join(", ")}</bdi>],
                  [_("What it is worth over its whole time"), contract.value_band ? given.codes.label("value_bands", contract.value_band) : ""],
                ]} />
                <Confirming contract={contract} tag={etag ?? ""} rights={given.rights} done={loaded[1]} />
                <p><button type="button" class="outline" onClick={() => setEditing(true)}>{_("Change this contract")}</button></p>
              </>
            )}
        </View>
      )}
    </Load>
  );
}

function Waiting({ contract }: { contract: Contract }) {
  return contract.confirmed ? null : <span class="badge warn">{_("waiting for confirmation")}</span>;
}

/** Until somebody else than the buyer says that there is such a contract, it shows the buyer no site. */
function Confirming({ contract, tag, rights, done }: { contract: Contract; tag: string; rights: Rights; done: () => void }) {
  if (contract.confirmed) return null;
  return (
    <Notice kind="warn" title={_("This contract is waiting for confirmation")}>
      {rights.keeps ? (
        <>
          <p>{_("Once you confirm it, people of the buyer see the sites and companies behind this contract.")}</p>
          <Action run={async () => { await call("PATCH", `/v1/contracts/${contract.contract}`, { json: { confirmed: true }, ifMatch: tag }); await done(); }}>{_("Confirm this contract")}</Action>
        </>
      ) : <p>{_("An administrator or a coordinator looks at it first. After that you see the sites behind it here.")}</p>}
    </Notice>
  );
}

function EditContract({ session, codes, contract, tag, done, cancel }: Given & { contract: Contract; tag: string; done: () => void; cancel: () => void }) {
  const { draft, set, save, changed, forget } = useEditing<Contract, Draft>({ session, path: `/v1/contracts/${contract.contract}`, start: contract, tag, fields, json, saved: done });
  const { errors, find, sending } = useFieldErrors(FIELDS);
  return (
    <>
      <ChangedMeanwhile names={changed} label={fieldName} />
      <Form submit={_("Save")} run={async () => { if (!find(faults(draft))) await sending(save); }}>
        <Fields draft={draft} set={set} errors={errors} codes={codes} />
      </Form>
      <p><button type="button" class="link" onClick={() => { void forget(); cancel(); }}>{_("Change nothing")}</button></p>
    </>
  );
}

function fieldName(name: string): string {
  switch (name) {
    case "reference": return _("The buyer's own number of it");
    case "title": return _("What is bought");
    case "starts_on": return _("First day");
    case "ends_on": return _("Last day (if there is one)");
    case "cpv": return _("CPV codes");
    case "value_band": return _("What it is worth over its whole time");
    default: return name;
  }
}
