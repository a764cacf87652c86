/** The steps of a new account: who, passphrase, recovery code. Everything secret is made on this device. */
import { useState } from "preact/hooks";
import { completeAccount, newAccount } from "../account-making";
import type { AccountCreate, NewAccount } from "../account-making";
import { _ } from "../i18n";
import type { VaultContent } from "../vault";
import { NewPassphrase } from "./new-passphrase";
import { ConfirmCode } from "./recovery-code";
import { Step } from "./steps";
import { Field, Form, Loading, useLoad } from "./ui";

interface Props {
  /** Steps that came before these three. */
  before: number;
  vault: (account: NewAccount) => Promise<VaultContent>;
  /** Sends the account; what it throws is shown beneath the last step, and can be tried again. */
  finish: (account: AccountCreate, made: NewAccount) => Promise<void>;
}

export function AccountWizard({ before, vault, finish }: Props) {
  const [made] = useLoad(newAccount);
  const [at, setAt] = useState(1);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [errors, setErrors] = useState<{ name?: string; email?: string }>({});
  const [passphrase, setPassphrase] = useState("");
  const of = before + 3;
  if (made.state !== "ready") return <Loading />;
  const account = made.value;

  async function who(): Promise<void> {
    const found: { name?: string; email?: string } = {};
    if (name.trim() === "") found.name = _("Please tell us your name.");
    if (!/^\S+@\S+$/.test(email.trim())) found.email = _("Please give a mail address like name@example.org.");
    setErrors(found);
    if (!found.name && !found.email) setAt(2);
  }

  if (at === 1) {
    return (
      <Step number={before + 1} of={of} title={_("Who are you?")}>
        <Form submit={_("Continue")} run={who}>
          <Field label={_("Your name")} value={name} onValue={setName} error={errors.name ?? null} autocomplete="name" maxLength={100} dir="auto"
            help={_("Your colleagues see it. Reporters only see the name of your organisation.")} />
          <Field label={_("Mail address")} type="email" value={email} onValue={setEmail} error={errors.email ?? null} autocomplete="email" maxLength={254} dir="ltr"
            help={_("You sign in with it. Mails only say that something new is there.")} />
        </Form>
      </Step>
    );
  }
  if (at === 2) {
    return (
      <Step number={before + 2} of={of} title={_("Your passphrase")} back={() => setAt(1)}>
        <NewPassphrase submit={_("Continue")} done={async (chosen) => { setPassphrase(chosen); setAt(3); }} />
      </Step>
    );
  }
  return (
    <Step number={before + 3} of={of} title={_("Your recovery code")} back={() => setAt(2)}>
      <ConfirmCode title={_("Recovery code")} code={account.recoveryCode} kind="recovery" submit={_("Create my account")} busyText={_("Locking your account…")}
        explanation={_("If you forget your passphrase, this code opens your account. Print it or write it down, and keep it where nobody else finds it.")}
        done={async () => {
          const create = await completeAccount(account, { name: name.trim(), email: email.trim(), passphrase, vault: await vault(account) });
          await finish(create, account);
        }} />
    </Step>
  );
}
