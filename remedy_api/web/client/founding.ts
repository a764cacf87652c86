/** Making an organisation's key: its secret, its first signed list, and the printed code that is a manager beside the first. */
import { call } from "./api";
import { b64, hex, newSecret, organisationReader, unhex, verifyChain } from "./seal";
import { newReceipt } from "./seal-accounts";
import { foundRoster, orgKeys, orgRecoveryKeys, parseRoster, wrapForMembers } from "./seal-organisations";
import type { AccountKeys, OrganisationKeys, PublicKeys } from "./seal";
import { instanceOf } from "./session";
import type { Session } from "./session";
import { asPin } from "./trust";
import { pinProven } from "./vault";

/** Made on this device, before anything is sent. */
export interface NewOrganisationKey { keys: OrganisationKeys; code: string; recovery: AccountKeys }

export async function newOrganisationKey(): Promise<NewOrganisationKey> {
  const { code, secret } = newReceipt("org-recovery");
  return { keys: await orgKeys(newSecret()), code, recovery: await orgRecoveryKeys(secret, instanceOf()) };
}

/** Founds the organisation and pins its key words: this person made them, so nothing is left to compare. */
export async function found(session: Session, organisation: { organisation: string }, made: NewOrganisationKey): Promise<void> {
  const kids = [session.keys.kid, made.recovery.kid];
  const roster = await foundRoster({
    instance: session.instance, organisation: unhex(organisation.organisation), organisationKid: made.keys.kid, members: kids, managers: kids, signer: session.keys,
  });
  const wraps = await wrapForMembers(made.keys, parseRoster(roster.body), [session.keys, made.recovery]);
  // Read back as everybody will: what this device would not accept it does not send.
  const chain = await verifyChain({ instance: session.instance, organisation: unhex(organisation.organisation), rosters: [roster], keys: [session.keys, made.recovery] });
  await organisationReader(chain, made.keys.kemPublic);
  await call("PUT", `/v1/organisations/${organisation.organisation}/founding`, {
    json: {
      roster: b64(roster.body), signature: b64(roster.signature), kem_public: b64(made.keys.kemPublic),
      wraps: wraps.map((each) => ({ kid: hex(each.kid), wrap: b64(each.wrap) })), recovery_key: publicJson(made.recovery),
    },
  });
  await session.vault.change((content) => {
    pinProven(content, organisation.organisation, asPin(chain));
    for (const [id, kept] of Object.entries(content.invitations)) if (kept.organisation === organisation.organisation) delete content.invitations[id];
  });
}

/** Public keys as they travel. */
export function publicJson(keys: PublicKeys): { kid: string; kem_public: string; sig_public: string } {
  return { kid: hex(keys.kid), kem_public: b64(keys.kemPublic), sig_public: b64(keys.sigPublic) };
}
