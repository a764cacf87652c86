/** A report while it is being written: what the steps share, and what becomes of it. */
import { sealSubmission } from "../seal/filing";
import { receiptKeys } from "../seal/receipt";
import type { SealedSubmission } from "../seal";
import type { Code } from "./code-parts";
import type { Listed } from "./directory";
import type { Draft } from "./draft";
import type { Answers } from "./expressions";
import type { Picked } from "./files";
import { grievanceOf } from "./form";
import type { FormFile } from "./form";
import type { Mark } from "./readers-step";

/** In memory only, unless it is kept on request (`kept`). `written`: she confirmed that the code is on paper. */
export interface Report {
  readonly answers: Answers; readonly chosen: readonly string[]; readonly marks: Readonly<Record<string, Mark>>; readonly files: readonly Picked[];
  readonly reread: boolean; readonly code: Code | null; readonly written: boolean; readonly kept: boolean;
}

export function newReport(language: string): Report {
  return { answers: { language }, chosen: [], marks: {}, files: [], reread: false, code: null, written: false, kept: false };
}

/** What was kept on this device, opened with its code. */
export function resumed(code: Code, draft: Draft): Report {
  const marks = draft.marks as Readonly<Record<string, Mark>>;
  return { answers: draft.answers, chosen: draft.chosen, marks, files: draft.files, reread: false, code, written: true, kept: true };
}

export const draftOf = ({ answers, chosen, marks, files }: Report): Draft =>
  ({ answers, chosen, files, marks: Object.fromEntries(Object.entries(marks).flatMap(([id, mark]) => mark ? [[id, mark]] : [])) });

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
