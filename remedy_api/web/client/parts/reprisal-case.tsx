/** For which case somebody is punished: a choice among one's own, and who reads what is written there. */
import { _ } from "../i18n";
import { list, reference } from "../names";
import { openRoom } from "../room-opening";
import type { OpenRoom } from "../room-opening";
import type { Session } from "../session";
import { showing } from "../shown-readers";
import { Choice, Load, useLoad } from "./ui";
import type { Loaded } from "./ui";

export interface OwnCase { id: string; name: string }

export function WhichCase({ cases, value, set, may, error }: {
  cases: readonly OwnCase[]; value: string; set: (origin: string) => void; may: "none" | "one"; error: string | null;
}) {
  const known = value === "" || cases.some(({ id }) => id === value);
  const others = known ? [] : [[value, _("Case %(reference)s", { reference: reference(value) })] as const];
  const none = may === "none" ? _("None of these, or not known") : _("Please choose");
  return (
    <Choice label={_("Because of which case?")} value={value} onValue={set} error={error}
      options={[...others, ...cases.map(({ id, name }) => [id, name] as const), ["", none] as const]} />
  );
}

/** The chosen case, checked; whoever reads it is shown before anything is written there. */
export function useOrigin(session: Session, origin: string): [Loaded<OpenRoom | null>, () => Promise<void>] {
  return useLoad(async () => {
    if (origin === "") return null;
    const room = await openRoom(session, origin);
    showing(room);
    return room;
  }, [origin]);
}

/** `opens`: what is written there is only the link; the rest stands in the new case. */
export function OriginReaders({ of, opens }: { of: [Loaded<OpenRoom | null>, () => Promise<void>]; opens: boolean }) {
  return (
    <Load of={of}>
      {(room) => {
        if (room === null) return null;
        const names = list([...room.readers, ...room.coming].map(({ name }) => name));
        return <p class="muted">{opens ? _("That there is a case about a reprisal is seen by who reads this case: %(names)s.", { names }) : _("It is read by %(names)s.", { names })}</p>;
      }}
    </Load>
  );
}
