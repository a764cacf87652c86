/** What was shown at a table out of the room of the workers, with what was said to it; and for those who represent them, on what it rests. */
import { useState } from "preact/hooks";
import { consentWords } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import { today } from "../room-acts";
import { nameOf } from "../room-opening";
import type { Opened } from "../room-opening";
import { hex, unhex } from "../seal";
import { representing } from "../table-opening";
import { caseBehind, inCase, openShown, repliesAt, shownAt, writer } from "../table-shown";
import type { Shown } from "../table-shown";
import { Details } from "./case-text";
import { loadCodes } from "./codes";
import { EntryStop } from "./entry-stop";
import { Fold } from "./fold";
import { Letter } from "./letters";
import { ShowSomething } from "./show-something";
import { restsOn, ShownEntry, shownWords } from "./shown-entry";
import type { Exhibit } from "./shown-entry";
import { ReplyForm } from "./shown-reply";
import type { TableAt } from "./table-at";
import { Action, Empty, Load, useLoad } from "./ui";

export function ShownHere({ at }: { at: TableAt }) {
  const workers = representing(at.of) !== undefined;
  const loaded = useLoad(async () => ({ all: await shownAt(at.of), replies: await repliesAt(at.of) }), [at.of]);
  return (
    <section id="shown">
      <h2>{workers ? _("Shown from the case of the workers") : _("Shown to us")}</h2>
      <Load of={loaded}>
        {({ all, replies }) => all.length === 0 ? <Empty title={_("Nothing is shown.")} /> : (
          <ul class="cards">
            {all.map((each) => (
              <li key={each.digest}>
                <div class="card">
                  {workers ? <ForWorkers at={at} shown={each} /> : <ToUs at={at} shown={each} />}
                  <Said at={at} shown={each} said={replies.get(each.digest) ?? []} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Load>
      {workers && at.of.view.case !== null && <div class="no-print"><Fold label={_("Show something from the case…")}><ShowSomething at={at} /></Fold></div>}
    </section>
  );
}

const named = (at: TableAt, fingerprint: string): string => nameOf(at.of, unhex(fingerprint)) ?? _("An organisation that read this before");

/** What everybody who reads it is told beside it. */
const exhibit = (at: TableAt, { day: shown, by, to, author, consent }: Shown): Omit<Exhibit, "content" | "vouched"> =>
  ({ author: writer(at.of, unhex(author)), by: named(at, by), to: to.map((each) => named(at, each)), day: shown, consent });

/** Bodies up to this are fetched at once, larger ones when somebody asks for them. */
const AT_ONCE = 300_000;

function ToUs({ at, shown }: { at: TableAt; shown: Shown }) {
  const [wanted, setWanted] = useState((shown.said?.length ?? 0) <= AT_ONCE);
  return wanted ? <OpenedHere at={at} shown={shown} /> : (
    <>
      <p>{exhibitWords(at, shown)}</p>
      <Action quiet run={() => setWanted(true)}>{_("Open the file")}</Action>
    </>
  );
}

const exhibitWords = (at: TableAt, shown: Shown): string => `${shownWords(shown.day, named(at, shown.by), shown.to.map((each) => named(at, each)))} ${restsOn(shown.consent)}`;

function OpenedHere({ at, shown }: { at: TableAt; shown: Shown }) {
  const [result, reload] = useLoad(() => openShown(at.session, at.of, shown), [shown.digest]);
  if (result.state === "failed") return <EntryStop stop={{ name: _("What was shown on %(day)s", { day: day(shown.day) }), error: result.error }} />;
  return (
    <Load of={[result, reload]}>
      {(opened) => opened === null ? <p>{_("This is not shown any more.")}</p>
        : <><ShownEntry of={{ ...exhibit(at, shown), ...opened }} /><p><span class="badge good">{_("opened and checked here")}</span></p></>}
    </Load>
  );
}

function ForWorkers({ at, shown }: { at: TableAt; shown: Shown }) {
  const mine = at.of.mine.some(({ fingerprint }) => shown.to.includes(fingerprint));
  return (
    <>
      <p>
        {exhibitWords(at, shown)}{" "}
        {shown.said !== null && (shown.said.live ? <span class="badge good">{_("the consent holds")}</span> : <span class="badge stop">{_("the consent does not hold any more")}</span>)}
      </p>
      {shown.said?.live === false && <p class="muted">{_("Nobody is shown it any more. Who has read it may have kept it.")}</p>}
      {at.of.view.case !== null ? <Details label={_("Read what was shown, and on what it rests")}>{() => <InCase at={at} shown={shown} />}</Details>
        : mine && <Details label={_("Read what was shown")}>{() => <OpenedHere at={at} shown={shown} />}</Details>}
    </>
  );
}

function InCase({ at, shown }: { at: TableAt; shown: Shown }) {
  const loaded = useLoad(async () => {
    const [from, codes] = await Promise.all([caseBehind(at.session, at.of), loadCodes()]);
    return { from, codes, opened: await inCase(from, shown) };
  }, [shown.digest]);
  return (
    <Load of={loaded}>
      {({ from, codes, opened }) => {
        const given = from.verified.events.find(({ hash, type }) => type === "consent_given" && hex(hash) === shown.consent);
        const { until = "" } = from.facts.consents.get(shown.consent) ?? {};
        const holds = from.facts.consents.has(shown.consent) && (until === "" || until >= today());
        return (
          <>
            {opened === null ? <p>{_("This text is not here, or is locked for you.")}</p> : opened.said.stop ? <EntryStop stop={opened.said.stop} />
              : opened.content === null ? <Letter said={opened.said} room={from} /> : <ShownEntry of={{ ...exhibit(at, shown), content: opened.content, vouched: true }} />}
            {given && (
              <p>
                {_("The workers agreed on %(day)s.", { day: day(given.day) })} {_("Who may know: %(audience)s. What: %(content)s.", consentWords(String(given.data.audience), String(given.data.content), codes))}{" "}
                {holds ? _("This consent holds.") : _("This consent does not hold any more.")}
              </p>
            )}
          </>
        );
      }}
    </Load>
  );
}

/** What was said to it; everybody at the table reads that. */
function Said({ at, shown, said }: { at: TableAt; shown: Shown; said: readonly Opened[] }) {
  const mine = at.of.mine.find(({ fingerprint }) => shown.to.includes(fingerprint));
  return (
    <>
      {said.length > 0 && <ul class="plain said-to">{said.map((each) => <li key={each.said.id}><Letter said={each.said} room={at.of} label={_("Reply")} /></li>)}</ul>}
      {mine && <div class="no-print"><Fold label={_("Reply to it…")}><ReplyForm at={at} to={shown.digest} /></Fold></div>}
    </>
  );
}
