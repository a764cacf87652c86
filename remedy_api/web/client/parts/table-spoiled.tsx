/** At a table, those who represent the workers can go on with new keys when those of now do not open. */
import { renewKeys } from "../case-acts";
import { _ } from "../i18n";
import { representing } from "../table-opening";
import { Confirmed } from "./dialog";
import { SpoiledKeys } from "./spoiled-keys";
import type { TableAt } from "./table-at";

export function SpoiledTableKeys({ at }: { at: TableAt }) {
  const stuck = !at.of.keys.has(at.of.verified.epochs.length - 1);
  return (
    <SpoiledKeys room={at.of}>
      {!stuck ? null : representing(at.of) === undefined ? <p>{_("Please ask an organisation that represents the workers here to make new keys.")}</p> : (
        <>
          <p>{_("If the same organisation does this again, remove it from the table: that makes new keys, too.")}</p>
          <Confirmed label={_("Make new keys")} title={_("Make new keys for this table?")} yes={_("Make new keys")}
            explanation={<p>{_("Everybody who sits here now can read what is written from then on. What was written with the keys that do not open stays locked.")}</p>}
            run={async () => { await renewKeys(at.session, at.of.id); await at.done(); }} />
        </>
      )}
    </SpoiledKeys>
  );
}
