/**
 * What a report says of what a case is about, so that nobody types it twice: read here out of what was opened on this
 * device, shown as ticks that the representative checks. Nothing of it leaves before she signs.
 */
import { get } from "./api";
import type { Codes } from "./parts/codes";
import type { OpenReport } from "./report-opening";
import type { SiteSummary } from "./supply";

export interface Suggestions { issues: string[]; indicators: string[]; workers: string; site: SiteSummary | null }

/** The form's codes that are codes of cases too; the rest is for a person to judge. */
export async function suggestions(report: OpenReport, codes: Codes): Promise<Suggestions> {
  const answers = answersOf(report);
  const known = (list: string, name: string): string[] => codes.list(list).map(({ code }) => code).filter((code) => texts(answers[name]).includes(code));
  return {
    issues: known("issues", "issues").filter((code) => code !== "other"),
    indicators: known("indicators", "forced_labour"),
    workers: codes.list("workers_bands").find(({ code }) => code === texts(answers.band)[0]?.replaceAll("_", "-"))?.code ?? "",
    site: await siteOf(answers.site),
  };
}

function answersOf(report: OpenReport): Record<string, unknown> {
  for (const answered of report.grievance.answers) {
    if (answered.form !== "workplace_grievance") continue;
    try {
      return object(object(JSON.parse(answered.text)).answers);
    } catch { /* what cannot be read suggests nothing */ }
  }
  return {};
}

/** A site that the reporter chose from the list, as the list knows it today. */
async function siteOf(answer: unknown): Promise<SiteSummary | null> {
  const { site } = object(answer);
  if (typeof site !== "string" || !/^[0-9a-f]{32}$/.test(site)) return null;
  return get<SiteSummary>(`/v1/sites/${site}`).then(({ data }) => data, () => null);
}

const object = (value: unknown): Record<string, unknown> => typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");
