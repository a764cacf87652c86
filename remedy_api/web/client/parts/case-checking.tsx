/** How sure this page is of what it shows: the server's word while it is being checked, the signed history afterwards. */
import type { OpenCase } from "../case-opening";
import type { CaseView } from "../case-view";
import { _, ngettext } from "../i18n";
import type { Progress } from "../room-opening";

export function Checking({ of, view, progress }: { of: OpenCase | null; view: CaseView; progress: Progress | null }) {
  if (of !== null && progress === null) {
    return (
      <p class="checked" role="status">
        <span class="badge good">{_("checked on this device")}</span>{" "}
        <span class="muted">{ngettext("All of it fits the signed history of %(num)s step.", "All of it fits the signed history of %(num)s steps.", of.verified.events.length)}</span>
      </p>
    );
  }
  const [done, all] = portion(view, progress);
  return (
    <div class="checked" role="status" aria-busy="true">
      <p>{_("This is what the server says. It is being checked on this device; until then nothing can be done here.")}</p>
      <progress value={done} max={all} aria-label={_("Being checked")} />
    </div>
  );
}

/** Fetching counts as much as checking: nobody can tell which of them takes longer on this telephone. */
function portion(view: CaseView, progress: Progress | null): [number, number] {
  const expected = Math.max(1, (view.history[0]?.seq ?? 0) + 1 + view.entries);
  if (progress === null) return [0, 2 * expected];
  return [Math.min(progress.events + progress.entries, expected) + Math.min(progress.checked, expected), 2 * expected];
}
