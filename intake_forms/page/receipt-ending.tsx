/** That a report will be erased soon, because nobody has written for long or its case ended years ago. */
import { hex } from "../seal/bytes";
import { _, day } from "./i18n";
import { Load, Notice } from "./parts";
import type { Holder } from "./receipt-room";

/** When it cannot be had, nothing is said: most of the time there is nothing to say. */
export function Ending({ holder }: { holder: Holder }) {
  const look = (): Promise<string | null> => holder.transport.erasedOn(hex(holder.keys.lookup)).catch(() => null);
  return (
    <Load load={look}>
      {(on) => on === null ? null : (
        <Notice kind="warn">
          <p>{_("Your report and all letters will be erased here on %(day)s. If you still need them, write to the organisation before.", { day: day(on) })}</p>
        </Notice>
      )}
    </Load>
  );
}
