/**
 * Sending a sealed report until the server has it. The same bytes go out again and again under the same key, so that a
 * lost answer never makes two reports. Nothing but sealed bytes ever goes out, and no failure changes that.
 */
import { hex } from "../seal/bytes";
import type { SealedSubmission } from "../seal";
import { pinOf, verifyOrganisation } from "./directory";
import type { Listed } from "./directory";
import { _ } from "./i18n";
import { isolate, Told } from "./parts";
import { newKey, passes, Refusal } from "./transport";
import type { Filed, Transport } from "./transport";

export type SendState =
  | { readonly at: "sealing" | "sending"; readonly share: number }
  | { readonly at: "waiting"; readonly error: unknown }
  | { readonly at: "checking" };

/** One report under way: its sealed bytes and their key. It outlives giving up, so that trying later sends the same again. */
export interface Attempt { sealed: SealedSubmission | null; key: string }
export const newAttempt = (): Attempt => ({ sealed: null, key: newKey() });

export interface SendGiven {
  readonly transport: Transport; readonly instance: string; readonly chosen: readonly Listed[]; readonly attempt: Attempt;
  readonly seal: (progress: (share: number) => void) => Promise<SealedSubmission>;
  readonly tell: (state: SendState) => void;
  /** Waits until another try makes sense: a while, a connection, or the reporter's wish. Rejects when she gave up. */
  readonly pause: (attempt: number, error: unknown) => Promise<void>;
}

const CHANGES = 5;

/** Seals once and files. Throws SealError, Refusal or Told; then the draft is as it was. */
export async function send(given: SendGiven): Promise<Filed> {
  const { attempt, transport, tell } = given;
  tell({ at: "sealing", share: 0 });
  let sealed = attempt.sealed ?? await given.seal((share) => tell({ at: "sealing", share }));
  for (let changes = 0; ;) {
    attempt.sealed = sealed;
    const { key } = attempt;
    try {
      const filed = await patiently(given, () => {
        tell({ at: "sending", share: 0 });
        return transport.submit(sealed.parts, key, (share) => tell({ at: "sending", share }));
      });
      if (filed.proof !== hex(sealed.proof)) throw new Told(_("The server's answer does not fit your report. Please tell the help contact."));
      return filed;
    } catch (error) {
      if (error instanceof Refusal && error.code === "room-taken") {
        throw new Told(_("Your report arrived before you changed it. Open it with your code and write what you want to add."));
      }
      if (!(error instanceof Refusal) || error.status !== 412 || ++changes > CHANGES) throw error;
      // An organisation changed its keys meanwhile. The new ones must follow from those she chose, else this stops.
      tell({ at: "checking" });
      sealed = await sealed.rewrap((await renewed(given)).map((each) => each.reader));
      attempt.key = newKey();
    }
  }
}

async function renewed(given: SendGiven): Promise<Listed[]> {
  const now = await patiently(given, () => given.transport.directory());
  return Promise.all(given.chosen.map(async (before) => {
    const json = now.find((each) => each.organisation === before.json.organisation);
    if (json === undefined) {
      throw new Told(_("%(name)s does not accept reports any more. Nothing was sent. Please choose again who may read it.", { name: isolate(before.json.name) }));
    }
    return verifyOrganisation(given.instance, json, { pin: pinOf(before), proven: before.proven });
  }));
}

async function patiently<T>({ tell, pause }: SendGiven, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error)) throw error;
      tell({ at: "waiting", error });
      await pause(attempt, error);
    }
  }
}

/** Seconds before a try of its own; what the server asked for counts. */
export function waitSeconds(attempt: number, error: unknown): number {
  const asked = error instanceof Refusal ? error.waitSeconds ?? 0 : 0;
  return Math.min(Math.max(asked, [2, 4, 8, 15, 30][attempt] ?? 60), 300);
}
