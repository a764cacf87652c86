/** Signing in: the passphrase is turned into a proof on this device and never sent. */
import { useState } from "preact/hooks";
import { _ } from "./i18n";
import { comingBack } from "./coming-back";
import { here, openPage } from "./parts/mount";
import { Field, Form, Notice } from "./parts/ui";
import { signIn } from "./entering";

function why(): string | null {
  switch (new URLSearchParams(location.search).get("why")) {
    case "idle": return _("The page was locked because nobody touched it for a while. What you were writing is kept, locked, in this browser.");
    case "locked": return _("Locked. Nothing can be read in this browser until somebody signs in.");
    case "elsewhere": return _("You locked this in another tab.");
    default: return null;
  }
}

function SignIn() {
  const [email, setEmail] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [missing, setMissing] = useState<{ email?: string; passphrase?: string }>({});
  const reason = why();
  async function run(): Promise<void> {
    const found: { email?: string; passphrase?: string } = {};
    if (email.trim() === "") found.email = _("Please type your mail address.");
    if (passphrase.trim() === "") found.passphrase = _("Please type your passphrase.");
    setMissing(found);
    if (found.email || found.passphrase) return;
    await signIn(email.trim(), passphrase);
    location.replace(comingBack(location.hash, location.origin) ?? here("/inbox"));
  }
  return (
    <>
      {document.body.dataset.setUp === "no" && (
        <Notice kind="warn" title={_("This programme is not set up yet.")}><p>{_("Please open the link that the server printed when it started.")}</p></Notice>
      )}
      {reason && <Notice><p>{reason}</p></Notice>}
      <Form submit={_("Sign in")} run={run} busyText={_("Opening your account…")}>
        <Field label={_("Mail address")} type="email" autocomplete="username" value={email} onValue={setEmail} error={missing.email ?? null} dir="ltr" />
        <Field label={_("Passphrase")} type="password" autocomplete="current-password" value={passphrase} onValue={setPassphrase} error={missing.passphrase ?? null} dir="auto" />
      </Form>
      <p><a href={here("/recover")}>{_("I forgot my passphrase and have my recovery code")}</a></p>
      {document.body.dataset.intake && (
        <p>{_("Do you want to report something that happened to you at work?")} <a href={`${document.body.dataset.intake}/${document.documentElement.lang}/`}>{_("Report without an account")}</a></p>
      )}
    </>
  );
}

openPage(SignIn);
