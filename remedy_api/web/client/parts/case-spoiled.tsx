/** In a case, those who represent the workers can go on with new keys when those of now do not open. */
import { renewKeys } from "../case-acts";
import { _ } from "../i18n";
import type { At } from "./case-at";
import { Confirmed } from "./dialog";
import { SpoiledKeys } from "./spoiled-keys";

export function SpoiledCaseKeys({ at }: { at: At }) {
  const stuck = !at.of.keys.has(at.of.verified.epochs.length - 1);
  return (
    <SpoiledKeys room={at.of}>
      {!stuck ? null : at.of.role !== "representative" ? <p>{_("Please ask an organisation that represents the workers here to make new keys.")}</p> : (
        <>
          <p>{_("If the same organisation does this again, remove it from the case: that makes new keys, too.")}</p>
          <Confirmed label={_("Make new keys")} title={_("Make new keys for this case?")} yes={_("Make new keys")}
            explanation={<p>{_("Everybody who reads now can read what is written from then on. Whoever is let in later cannot read what was written before.")}</p>}
            run={async () => { await renewKeys(at.session, at.of.id); await at.done(); }} />
        </>
      )}
    </SpoiledKeys>
  );
}
