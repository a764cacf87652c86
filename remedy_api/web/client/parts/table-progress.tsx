/** What a plan has come to, in figures and as a bar: drawn, not coloured, so that it reads on paper too. */
import { _, ngettext } from "../i18n";
import type { ProgressView, Share } from "../table-view";

export function ProgressBar({ progress }: { progress: ProgressView }) {
  const { promised, said, verified, overdue } = progress;
  const part = (share: Share): number => 100 * share.steps / Math.max(1, promised.steps);
  return (
    <>
      <svg class="plan-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="promised" x="0" y="0" width="100" height="6" />
        <rect class="verified" x="0" y="0" width={part(verified)} height="6" />
        <rect class="said" x={part(verified)} y="3" width={part(said)} height="3" />
      </svg>
      <dl class="facts">
        <Figure name={_("Promised")} share={promised} />
        <Figure name={_("Said to be done, not verified")} share={said} />
        <Figure name={_("Verified by the workers")} share={verified} />
        {overdue > 0 && <div><dt>{_("Overdue")}</dt><dd><span class="badge stop">{ngettext("%(num)s step", "%(num)s steps", overdue)}</span></dd></div>}
      </dl>
    </>
  );
}

function Figure({ name, share }: { name: string; share: Share }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{ngettext("%(num)s step", "%(num)s steps", share.steps)}{share.amounts.map(({ currency, amount }) => <span key={currency} class="line"><bdi>{amount} {currency}</bdi></span>)}</dd>
    </div>
  );
}
