/** Which vector files there are. The sealed ones differ each time, because sealing draws randomness. */
import { codesFile, deriveFile, infosFile, invitesFile, keysFile, lpFile, paddingFile, passphraseFile, streamsFile, wordsFile } from "./plain";
import { boxesFile, entriesFile, roomsFile, submissionFile, wrapsFile } from "./sealed";
import { eventsFile, headersFile, rostersFile, statementsFile } from "./signed";
import { tableFile } from "./table";
import { workersFile } from "./workers";

type Make = () => object | Promise<object>;

export const DETERMINISTIC: Record<string, Make> = {
  lp: lpFile, derive: deriveFile, keys: keysFile, codes: codesFile, passphrase: passphraseFile, padding: paddingFile, words: wordsFile, invites: invitesFile,
  infos: infosFile, streams: streamsFile, rosters: rostersFile, statements: statementsFile, events: eventsFile, headers: headersFile,
};
export const SEALED: Record<string, Make> = { wraps: wrapsFile, boxes: boxesFile, entries: entriesFile, submission: submissionFile, rooms: roomsFile, workers: workersFile, table: tableFile };

/** The exact text of a file. */
export async function rendered(make: Make): Promise<string> {
  return `${JSON.stringify({ protocol: 1, made_by: "typescript", ...await make() }, null, 1)}\n`;
}
