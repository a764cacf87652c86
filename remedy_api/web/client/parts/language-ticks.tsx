/** Several languages out of those of this installation, each by its own name; the order of the installation stays. */
import { allLanguages } from "../languages";
import { Tick } from "./ui";

export function LanguageTicks({ legend, chosen, change }: { legend: string; chosen: readonly string[]; change: (codes: string[]) => void }) {
  function toggle(code: string, on: boolean): void {
    change(allLanguages().map((language) => language.code).filter((each) => each === code ? on : chosen.includes(each)));
  }
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="ticks">
        {allLanguages().map((language) => (
          <Tick key={language.code} label={<span lang={language.code} dir={language.direction}>{language.autonym}</span>}
            checked={chosen.includes(language.code)} onChecked={(on) => toggle(language.code, on)} />
        ))}
      </div>
    </fieldset>
  );
}
