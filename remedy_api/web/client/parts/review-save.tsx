/** The review as a file for a spreadsheet. It is fetched first, so that a refusal is said on this page. */
import { _ } from "../i18n";
import { reviewFile } from "../review-view";
import { Action } from "./ui";

export function SaveReview({ organisation, supplier }: { organisation: string; supplier: string | null }) {
  async function save(): Promise<void> {
    const address = URL.createObjectURL(await reviewFile(organisation, supplier));
    const link = document.createElement("a");
    link.href = address;
    link.download = "review.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
  return <Action quiet run={save} busyText={_("Fetching the file…")}>{_("Save as a table (CSV)")}</Action>;
}
