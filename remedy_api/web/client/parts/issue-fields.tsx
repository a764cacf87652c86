/** What a case is about: the issues, and for forced labour the signs by which it is known. */
import { _ } from "../i18n";
import type { Codes } from "./codes";
import { Checks } from "./more-fields";

export const FORCED_LABOUR = "forced_labour";

export interface Issues { issues: string[]; indicators: string[] }

export function IssueFields({ codes, value, set, error }: { codes: Codes; value: Issues; set: (change: Partial<Issues>) => void; error: string | null }) {
  const pairs = (name: string): [string, string][] => codes.list(name).map(({ code, label }) => [code, label]);
  return (
    <>
      <Checks legend={_("Choose all that fit.")} options={pairs("issues")} chosen={value.issues} error={error}
        change={(issues) => set({ issues, ...(issues.includes(FORCED_LABOUR) ? {} : { indicators: [] }) })} />
      {value.issues.includes(FORCED_LABOUR) && (
        <Checks legend={_("Which signs of forced labour are there?")} options={pairs("indicators")} chosen={value.indicators} change={(indicators) => set({ indicators })}
          help={_("The signs by which the International Labour Organization knows forced labour. Choose all that fit.")} />
      )}
    </>
  );
}
