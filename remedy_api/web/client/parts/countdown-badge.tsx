/** Days until something is due, as a small label whose words say what its colour says. */
import { countdown, pressing } from "../countdown";
import { _ } from "../i18n";

export function CountdownBadge({ days }: { days: number }) {
  return <span class={`badge ${pressing(days)}`}>{countdown(days)}</span>;
}

/** Something is late, and by how many days is not told. */
export function Overdue() {
  return <span class="badge stop">{_("overdue")}</span>;
}
