/** An item that could not be verified stays closed, and says so in its place. */
import { _ } from "../i18n";
import type { StoppedItem } from "../room-opening";
import { explain } from "../stop";
import { Notice } from "./ui";

export function EntryStop({ stop }: { stop: StoppedItem }) {
  return (
    <Notice kind="stop" title={_("%(item)s was not opened", { item: stop.name })}>
      <p>{explain(stop.error)}</p>
    </Notice>
  );
}
