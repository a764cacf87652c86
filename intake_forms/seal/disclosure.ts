/**
 * Disclosure: the key of one entry for an organisation that a consent names. The recipient learns neither room nor epoch
 * nor time of the source, and checks what it opened against what the author signed.
 */
import { equal } from "./bytes";
import type { Bytes } from "./bytes";
import { parseContent } from "./content";
import type { Content } from "./content";
import { headerOf, openEntry, recordOf } from "./entries";
import type { VerifiedEntry } from "./entries";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { openWrap, wrapKey } from "./hpke";
import { placeOf } from "./header";
import type { KemKeys } from "./keys";
import { checkDisclosed } from "./kinds";
import * as labels from "./labels";
import { exact, lp } from "./lp";
import { checkReader } from "./organisation";
import type { OrganisationReader, Wrap } from "./organisation";
import { commitmentOf, streamKeyOf } from "./record";
import { bodyHash, openStream } from "./stream";

/** What the recipient is told of the source; `consent` is the hash of the consent's payload. */
export interface DisclosurePlace {
  readonly instance: string; readonly place: Bytes; readonly entry: Bytes; readonly commitment: Bytes; readonly bodyHash: Bytes;
  readonly targetRoom: Bytes; readonly consent: Bytes;
}

export function disclosureInfo(given: DisclosurePlace, kid: Bytes): Bytes {
  return lp(labels.DISCLOSURE, given.instance, exact(given.place, 32, "place"), exact(given.entry, 16, "entry"),
    exact(given.commitment, 32, "commitment"), exact(given.bodyHash, 32, "body hash"), exact(given.targetRoom, 16, "target room"),
    exact(given.consent, 32, "consent"), exact(kid, 32, "kid"));
}

export interface DisclosureGiven {
  readonly entry: VerifiedEntry; readonly body: Bytes; readonly keys: EpochKeys; readonly instance: string;
  readonly targetRoom: Bytes; readonly consent: Bytes; readonly to: OrganisationReader;
}

/** The record key for one recipient. The entry is opened to see its kind: what is never disclosed is refused (kind-not-allowed). */
export async function disclose(given: DisclosureGiven): Promise<{ readonly place: DisclosurePlace; readonly wrap: Wrap }> {
  const to = checkReader(given.to);
  const content = await openEntry(given.entry, given.body, given.keys);
  checkDisclosed(content.kind);
  const header = headerOf(given.entry);
  const place = {
    instance: given.instance, place: placeOf(header), entry: header.entry, commitment: header.commitment, bodyHash: header.bodyHash,
    targetRoom: given.targetRoom, consent: given.consent,
  };
  return { place, wrap: { kid: to.kid, wrap: await wrapKey(to.kemPublic, await recordOf(given.entry, given.keys), disclosureInfo(place, to.kid)) } };
}

/** What a disclosed entry says. Throws cannot-open, wrong-commitment, wrong-body, kind-not-allowed. */
export async function openDisclosed(place: DisclosurePlace, keys: KemKeys, wrap: Bytes, body: Bytes): Promise<Content> {
  const key = await openWrap(keys.kem, wrap, disclosureInfo(place, keys.kid));
  if (!equal(await commitmentOf(key), place.commitment)) throw new SealError("wrong-commitment", "disclosure");
  if (!equal(await bodyHash(body), place.bodyHash)) throw new SealError("wrong-body");
  const content = parseContent(await openStream(await streamKeyOf(key), body));
  checkDisclosed(content.kind);
  return content;
}
