/** The fields of a report about a reprisal: few, and only one of them must be filled in. */
import { _ } from "../i18n";
import { firstNeeds } from "../reprisal-words";
import { Checks, WrittenIn } from "./more-fields";
import { Area } from "./ui";

export interface ReprisalFields { what: string; who: string; first: string[]; language: string }

export function ReprisalForm({ value, set, error }: { value: ReprisalFields; set: (change: Partial<ReprisalFields>) => void; error: string | null }) {
  return (
    <>
      <Area label={_("What happened?")} value={value.what} onValue={(what) => set({ what })} rows={5} error={error}
        help={_("In your own words: what was done or threatened, by whom, and when.")} />
      <Area label={_("Who is punished? (only if you want)")} value={value.who} onValue={(who) => set({ who })} rows={2}
        help={_("A name, or a group: “the night shift of hall 2”. Leave it empty if she does not want to be named.")} />
      <Checks legend={_("What is needed first?")} options={firstNeeds()} chosen={value.first} change={(first) => set({ first })} />
      <WrittenIn language={value.language} set={(language) => set({ language })} />
    </>
  );
}
