/** Days until something is due, as a small label whose words say what its colour says. */
import { countdown, pressing } from "../countdown";

export function CountdownBadge({ days }: { days: number }) {
  return <span class={`badge ${pressing(days)}`}>{countdown(days)}</span>;
}
