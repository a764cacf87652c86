/**
 * A case as a file that proves itself: the signed history, who could read when, every entry still sealed, and the keys by
 * which to check all of it without this server. Made here, out of what this device has checked.
 */
import { openBody } from "./room-opening";
import type { OpenCase } from "./case-opening";
import { today } from "./room-acts";
import { hex, unb64 } from "./seal";
import { signedHead } from "./seal-cases";
import type { Session } from "./session";
import type { ChainJson } from "./trust";
import { Archive } from "./zip";

const numbered = (place: number): string => String(place).padStart(6, "0");

/** The files are those of PROTOCOL.md, section 15. `summary` is for people to read and proves nothing. `done` hears how many entries are in. */
export async function exportCase(session: Session, of: OpenCase, summary: string, done: (count: number) => void): Promise<Blob> {
  const { json, verified } = of;
  const archive = new Archive();
  archive.addText("manifest.json", JSON.stringify({ v: 1, instance: session.instance, room: of.id, kind: verified.kind, exported_on: today() }));
  // Whoever signed in the room of a case stands in the list of an organisation: nobody comes from elsewhere.
  archive.addText("authors.json", JSON.stringify([]));
  const head = await signedHead(of.entries, session.keys);
  archive.add("head.bin", head.body);
  archive.add("head.sig", head.signature);
  for (const [place, event] of json.events.entries()) {
    archive.add(`events/${numbered(place)}.json`, unb64(event.payload));
    archive.add(`events/${numbered(place)}.sig`, unb64(event.signature));
  }
  for (const [place, epoch] of json.epochs.entries()) {
    archive.add(`epochs/${numbered(place)}.bin`, unb64(epoch.statement));
    archive.add(`epochs/${numbered(place)}.sig`, unb64(epoch.signature));
  }
  for (const [organisation, chain] of Object.entries(json.chains)) archive.addText(`chains/${organisation}.json`, chainText(chain));
  for (const [place, row] of of.rows.entries()) {
    archive.add(`headers/${numbered(place)}.bin`, row.header);
    // Opened once more, so that a body that does not hold ends the export instead of going into it.
    archive.add(`bodies/${hex(row.entry.entry)}.bin`, await openBody(of, row));
    done(place + 1);
  }
  archive.addText("summary.txt", summary);
  return archive.end();
}

function chainText({ rosters, keys }: ChainJson): string {
  return JSON.stringify({
    rosters: rosters.map(({ body, signature }) => ({ body, signature })),
    keys: keys.map(({ kid, kem_public, sig_public }) => ({ kid, kem_public, sig_public })),
  });
}
