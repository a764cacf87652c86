/** A report while it is being written: what the steps share, and what becomes of it. */
import { hex, unhex } from "../seal/bytes";
import { sealSubmission } from "../seal/filing";
import { receiptKeys } from "../seal/receipt";
import type { SealedSubmission } from "../seal";
import type { Code } from "./code-parts";
import { pinOf } from "./directory";
import type { Known, Listed } from "./directory";
import type { Draft, KeptPin } from "./draft";
import type { Answers } from "./expressions";
import type { Picked } from "./files";
import { grievanceOf } from "./form";
import type { FormFile } from "./form";
import type { Mark } from "./readers-step";

/**
 * In memory only, unless it is kept on request (`kept`). `written`: she confirmed that the code is on paper. `pins`: what a
 * kept report had seen of organisations, so that a mark never passes to another key.
 */
export interface Report {
  readonly answers: Answers; readonly chosen: readonly string[]; readonly marks: Readonly<Record<string, Mark>>; readonly files: readonly Picked[];
  readonly pins: Readonly<Record<string, KeptPin>>;
  readonly reread: boolean; readonly code: Code | null; readonly written: boolean; readonly kept: boolean;
}

export function newReport(language: string): Report {
  return { answers: { language }, chosen: [], marks: {}, pins: {}, files: [], reread: false, code: null, written: false, kept: false };
}

/** What was kept on this device, opened with its code. */
export function resumed(code: Code, draft: Draft): Report {
  const marks = draft.marks as Readonly<Record<string, Mark>>;
  return { answers: draft.answers, chosen: draft.chosen, marks, pins: draft.pins, files: draft.files, reread: false, code, written: true, kept: true };
}

/** What is kept of a report. `listed`: the organisations as they were verified; those chosen or compared are pinned. */
export function draftOf({ answers, chosen, marks, pins, files }: Report, listed: readonly Listed[]): Draft {
  const seen = listed.filter(({ json: { organisation } }) => chosen.includes(organisation) || marks[organisation]);
  return {
    answers, chosen, files, marks: Object.fromEntries(Object.entries(marks).flatMap(([id, mark]) => mark ? [[id, mark]] : [])),
    pins: { ...pins, ...Object.fromEntries(seen.map((each) => [each.json.organisation, keptPin(each)])) },
  };
}

function keptPin(listed: Listed): KeptPin {
  const { fingerprint, version, digest } = pinOf(listed);
  return { fingerprint: hex(fingerprint), version, digest: hex(digest) };
}

/** What a kept report knows of an organisation; whether its words were compared stands in the marks. */
export function knownFrom({ pins }: Report, organisation: string): Known | undefined {
  const kept = pins[organisation];
  return kept && { pin: { fingerprint: unhex(kept.fingerprint), version: kept.version, digest: unhex(kept.digest) }, proven: false };
}

/** Whether leaving would lose something. */
export const begun = (report: Report): boolean =>
  report.files.length > 0 || report.chosen.length > 0 || Object.keys(report.answers).some((name) => name !== "language");

/** The day as everyone writes it; nothing finer is ever sent. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Seals the whole report on this device. Throws SealError; there is no other way to send it. */
export async function sealReport({ report, instance, readers, form, filedBy, progress }: {
  report: Report; instance: string; readers: readonly Listed[]; form: FormFile; filedBy?: string | undefined; progress: (share: number) => void;
}): Promise<SealedSubmission> {
  if (report.code === null) throw new TypeError("a report without a code");
  const { language = form.language } = report.answers;
  return sealSubmission({
    instance, receipt: await receiptKeys(report.code.secret, instance), readers: readers.map((each) => each.reader),
    reread: report.reread, day: today(), language: form.language, ...grievanceOf(form, report.answers, String(language), filedBy),
    attachments: report.files, progress: (done, total) => progress(total > 0 ? done / total : 0),
  });
}
