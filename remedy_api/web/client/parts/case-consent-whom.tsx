/** Whether a consent is for a whole audience or for some of it by name. */
import { nameable } from "../consent-audience";
import { _ } from "../i18n";
import { list } from "../names";
import type { At } from "./case-at";
import { Checks, Radios } from "./more-fields";
import type { Option } from "./more-fields";
import { Load, useLoad } from "./ui";

export function WhichOfThem({ at, audience, whom, organisations, set, error }: {
  at: At; audience: string; whom: string; organisations: readonly string[]; set: (change: { whom?: string; organisations?: string[] }) => void; error: string | null;
}) {
  const loaded = useLoad(() => nameable(at.session, at.of, audience), [at.of, audience]);
  return (
    <Load of={loaded}>
      {(them) => {
        if (them.length === 0) return <p class="muted">{_("It holds for all of them: none has a key here yet by which it could be named.")}</p>;
        return (
          <>
            <Radios legend={_("Which of them?")} value={whom} onValue={(value) => set({ whom: value })} options={[["all", _("All of them, also who joins later")], ["some", _("Only some of them")]]} />
            {whom === "some" && (
              <Checks legend={_("Only these")} error={error} chosen={organisations} change={(chosen) => set({ organisations: chosen })}
                options={them.map(({ fingerprint, name, proven }): Option => [fingerprint, <><bdi>{name}</bdi>{!proven && <> <span class="muted">{_("(nobody here has compared its key words yet)")}</span></>}</>])} />
            )}
          </>
        );
      }}
    </Load>
  );
}

/** Their names, before somebody signs. */
export function OnlyThese({ at, audience, organisations }: { at: At; audience: string; organisations: readonly string[] }) {
  const loaded = useLoad(() => nameable(at.session, at.of, audience), [at.of, audience]);
  return <Load of={loaded}>{(all) => <p>{onlyThese(all.filter(({ fingerprint }) => organisations.includes(fingerprint)).map(({ name }) => name))}</p>}</Load>;
}

export const onlyThese = (names: readonly string[]): string => _("Only these: %(organisations)s.", { organisations: list([...names]) });
