/** Days until something is due, in words. */
import { _, ngettext } from "./i18n";

/** `daysLeft` is negative once it is overdue: a deadline missed is overdue on the next day. */
export function countdown(daysLeft: number): string {
  if (daysLeft === 0) return _("due today");
  if (daysLeft < 0) return ngettext("%(num)s day overdue", "%(num)s days overdue", -daysLeft);
  return ngettext("%(num)s day left", "%(num)s days left", daysLeft);
}

/** Whole days from today to a day: days are days of the calendar, without hours. */
export function daysUntil(day: string): number {
  return Math.round((Date.parse(day) - Date.parse(new Date().toISOString().slice(0, 10))) / 86_400_000);
}

/** The day in so many days, in UTC like every day that is signed. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** How much it presses; the words say the same, so that nobody needs the colour. */
export function pressing(daysLeft: number): "stop" | "warn" | "" {
  if (daysLeft < 0) return "stop";
  return daysLeft <= 3 ? "warn" : "";
}
