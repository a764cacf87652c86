/** A new passphrase: seven words made here, or one's own of equal strength. It never leaves the device. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { generatePassphrase, normalise } from "../seal-accounts";
import { strongEnough } from "../strength";
import { Field, Form, Load, Notice, useLoad } from "./ui";

interface Props { submit: string; done: (passphrase: string) => Promise<void> }

export function NewPassphrase({ submit, done }: Props) {
  const words = useLoad(() => generatePassphrase(document.documentElement.lang));
  return <Load of={words}>{(made) => <Choosing key={made} made={made} again={words[1]} submit={submit} done={done} />}</Load>;
}

function Choosing({ made, again: makeOther, submit, done }: Props & { made: string; again: () => void }) {
  const [own, setOwn] = useState(false);
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState("");
  const [error, setError] = useState<string | null>(null);

  async function run(): Promise<void> {
    setError(null);
    if (own && !strongEnough(typed)) {
      return setError(_("This passphrase is too easy to guess. Use at least seven different words that do not belong together."));
    }
    const wanted = own ? typed : made;
    if (normalise(again) !== normalise(wanted)) return setError(_("What you typed is not the same passphrase. Please look again."));
    await done(wanted);
  }

  function swap(): void {
    setOwn(!own);
    setTyped("");
    setAgain("");
    setError(null);
  }

  return (
    <Form submit={submit} run={run} busyText={_("Locking your account…")}>
      {own
        ? <Field label={_("Your own passphrase")} type="password" autocomplete="new-password" value={typed} onValue={setTyped} dir="auto"
            help={_("At least seven different words, or 20 mixed characters.")} />
        : (
          <>
            <p>{_("These seven words are your passphrase. Write them on paper and keep it safe. Nobody can look them up for you.")}</p>
            <div class="sheet">
              <ol class="words phrase" dir="auto" aria-label={_("Your passphrase")}>{made.split(" ").map((word, place) => <li key={place}>{word}</li>)}</ol>
            </div>
          </>
        )}
      <div class="actions">
        {!own && <button type="button" class="outline" onClick={makeOther}>{_("Make other words")}</button>}
        <button type="button" class="outline" onClick={swap}>{own ? _("Use seven made words instead") : _("Choose my own passphrase")}</button>
      </div>
      <Field label={_("Type the passphrase once more")} type={own ? "password" : "text"} autocomplete="new-password" autocapitalize="none"
        spellcheck={false} dir="auto" value={again} onValue={setAgain} error={error} />
      <Notice><p>{_("The passphrase never leaves this device. The server only keeps a locked copy of your key.")}</p></Notice>
    </Form>
  );
}
