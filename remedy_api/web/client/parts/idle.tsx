/** Locks a page that nobody touches: a warning first, then the session ends. Every tab counts as the same desk. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api";
import { _, ngettext } from "../i18n";
import { Dialog } from "./dialog";
import { leave, lock } from "../session";
import { onOtherTabs, tellOtherTabs } from "../tabs";

const WARNING_SECONDS = 60;
/** Somebody who writes for long sends nothing: so often the server hears that she is there. */
const SIGN_OF_LIFE = 240_000;
const SIGNS = ["pointerdown", "keydown", "scroll", "touchstart"] as const;

/** Seconds without a touch after which the page locks, as the server configured them. */
function patience(): number {
  const seconds = Number(document.body.dataset.idleSeconds ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 900;
}

export function IdleLock() {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const limit = patience() * 1000;
    const warning = Math.min(WARNING_SECONDS * 1000, limit / 2);
    let last = Date.now(); // the wall clock, so that a laptop that slept locks when it wakes
    let told = 0;
    let heard = last;
    let warned = false;
    const touch = (): void => {
      if (warned) return; // only the button of the warning goes on
      last = Date.now();
      if (last - told > 5000) {
        told = last;
        tellOtherTabs({ kind: "active" });
      }
    };
    const look = (): void => {
      const rest = limit - (Date.now() - last);
      if (rest <= 0) {
        clearInterval(timer);
        void lock("idle");
      } else {
        warned = rest <= warning;
        if (last - heard > SIGN_OF_LIFE) {
          heard = last;
          void get("/v1/me").catch(() => undefined);
        }
        setLeft(warned ? Math.ceil(rest / 1000) : null);
      }
    };
    const stay = (): void => { warned = false; last = Date.now(); setLeft(null); tellOtherTabs({ kind: "active" }); };
    const timer = setInterval(look, 1000);
    const unhear = onOtherTabs((word) => {
      if (word.kind === "locked") leave("elsewhere");
      if (word.kind === "active") { warned = false; last = Date.now(); setLeft(null); }
    });
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
    document.addEventListener("visibilitychange", look);
    addEventListener("remedy:stay", stay);
    return () => {
      clearInterval(timer);
      unhear();
      for (const sign of SIGNS) removeEventListener(sign, touch);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("remedy:stay", stay);
    };
  }, []);
  if (left === null) return null;
  const stay = (): void => { dispatchEvent(new Event("remedy:stay")); };
  return (
    <Dialog title={_("Are you still there?")} close={stay}>
      <p>{_("Nobody has touched this page for a while. To protect the people who reported, it will lock. What you were writing is kept, locked, in this browser.")}</p>
      <p class="countdown" role="timer">{ngettext("Locks in %(num)s second", "Locks in %(num)s seconds", left)}</p>
      <div class="actions">
        <button type="button" class="outline" onClick={() => void lock("locked")}>{_("Lock now")}</button>
        <button type="button" onClick={stay}>{_("Go on working")}</button>
      </div>
    </Dialog>
  );
}
