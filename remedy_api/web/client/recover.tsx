/** A forgotten passphrase: the recovery code opens the account, then both are made anew, because the code was used. */
import { useState } from "preact/hooks";
import { newRecovery } from "./account-making";
import { recover, replaceRecovery, replacePassphrase } from "./entering";
import type { Entered } from "./entering";
import { _ } from "./i18n";
import { here, openPage } from "./parts/mount";
import { NewPassphrase } from "./parts/new-passphrase";
import { ConfirmCode } from "./parts/recovery-code";
import { Step } from "./parts/steps";
import { Field, Form, Notice } from "./parts/ui";

function Recover() {
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const [entered, setEntered] = useState<Entered | null>(null);
  const [renewed, setRenewed] = useState<Entered | null>(null);
  const [fresh] = useState(newRecovery);

  if (entered === null) {
    return (
      <Step number={1} of={3} title={_("Your recovery code")}>
        <Form submit={_("Open my account")} busyText={_("Opening your account…")} run={async () => setEntered(await recover(email.trim(), code))}>
          <Field label={_("Mail address")} type="email" autocomplete="username" value={email} onValue={setEmail} dir="ltr" />
          <Field label={_("Recovery code")} value={code} onValue={setCode} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr"
            help={_("The printed code in groups of letters and digits.")} />
        </Form>
        <p><a href={here("/guides/keys#device-lost")}>{_("I have no recovery code either")}</a></p>
        <p><a href={here("/sign-in")}>{_("Back to sign in")}</a></p>
      </Step>
    );
  }
  if (renewed === null) {
    return (
      <Step number={2} of={3} title={_("A new passphrase")}>
        <Notice kind="good"><p>{_("Your account is open. Sessions on other devices have ended.")} {_("The tokens of programs have ended, too.")}</p></Notice>
        <NewPassphrase submit={_("Continue")} done={async (passphrase) => setRenewed(await replacePassphrase(entered, passphrase))} />
      </Step>
    );
  }
  return (
    <Step number={3} of={3} title={_("A new recovery code")}>
      <ConfirmCode title={_("Recovery code")} code={fresh.code} kind="recovery" submit={_("Finish")}
        explanation={_("The old code was used and stops working. Print this one or write it down, and keep it where nobody else finds it.")}
        done={async () => {
          await replaceRecovery(renewed, fresh.secret);
          location.replace(here("/inbox"));
        }} />
    </Step>
  );
}

openPage(Recover);
