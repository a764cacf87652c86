/** Locking and sending, with what happens meanwhile in plain words. */
import { useEffect, useRef, useState } from "preact/hooks";
import { _, ngettext } from "./i18n";
import { explain, Failure, Notice } from "./parts";
import { send, waitSeconds } from "./sending";
import type { SendGiven, SendState } from "./sending";
import type { Filed } from "./transport";

/** Gives the report up for now: the draft stays. */
class GivenUp extends Error {}

export function SendStep({ given, done, back }: { given: Omit<SendGiven, "tell" | "pause">; done: (filed: Filed) => void; back: () => void }) {
  const [state, setState] = useState<SendState>({ at: "sealing", share: 0 });
  const [error, setError] = useState<unknown>(null);
  const [left, setLeft] = useState(0);
  const [turn, setTurn] = useState(0);
  const wake = useRef<(again: boolean) => void>(() => undefined);

  useEffect(() => {
    let current = true;
    const pause = (attempt: number, reason: unknown): Promise<void> => new Promise((resolve, reject) => {
      let seconds = waitSeconds(attempt, reason);
      const end = (again: boolean): void => {
        clearInterval(timer);
        removeEventListener("online", online);
        if (again && current) resolve();
        else reject(new GivenUp());
      };
      const online = (): void => end(true);
      const timer = setInterval(() => {
        setLeft(--seconds);
        if (seconds <= 0) end(true);
      }, 1000);
      setLeft(seconds);
      addEventListener("online", online);
      wake.current = end;
    });
    send({ ...given, pause, tell: (next) => { if (current) setState(next); } }).then(
      (filed) => { if (current) done(filed); },
      (failure: unknown) => { if (current && !(failure instanceof GivenUp)) setError(failure); });
    return () => {
      current = false;
      wake.current(false);
    };
  }, [turn]);

  if (error) {
    return (
      <>
        <Failure error={error} />
        <p>{_("Nothing readable has left this device. Your report is still here.")}</p>
        <p class="actions">
          <button type="button" onClick={() => { setError(null); setTurn(turn + 1); }}>{_("Try again")}</button>
          <button type="button" class="outline" onClick={back}>{_("Back to your report")}</button>
        </p>
      </>
    );
  }
  if (state.at === "waiting") {
    return (
      <>
        <Notice kind="warn" title={_("Not sent yet")}>
          <p>{explain(state.error)}</p>
          <p>{_("Your locked report waits on this page. Leave the page open; it tries again by itself.")}</p>
        </Notice>
        <p>{ngettext("Next try in %(num)s second", "Next try in %(num)s seconds", left)}</p>
        <p class="actions">
          <button type="button" onClick={() => wake.current(true)}>{_("Try now")}</button>
          <button type="button" class="outline" onClick={back}>{_("Back to your report")}</button>
        </p>
      </>
    );
  }
  const text = state.at === "sealing" ? _("Locking your report on this device…")
    : state.at === "checking" ? _("An organisation has a new key. Checking that its own people vouch for it…") : _("Sending your locked report…");
  return (
    <div role="status">
      <p id="sending">{text}</p>
      <progress aria-labelledby="sending" max={1} value={state.at === "checking" ? undefined : state.share} />
    </div>
  );
}
