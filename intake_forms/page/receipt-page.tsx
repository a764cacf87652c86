/** With the code on paper: read the answers, write back, agree or refuse, withdraw. */
import { useState } from "preact/hooks";
import { receiptKeys } from "../seal/receipt";
import { EnterCode } from "./code-parts";
import { Conversation } from "./conversation";
import { _, day, together } from "./i18n";
import { isolate, Load, Notice, Screen, Told } from "./parts";
import { YourCase } from "./receipt-case";
import { Ending } from "./receipt-ending";
import { openReceipt } from "./receipt-room";
import type { Holder, OpenReceipt } from "./receipt-room";
import { FiledReport } from "./receipt-filed";
import { Punished } from "./receipt-reprisal";
import { AskAnother, Wishes, Withdraw } from "./receipt-wishes";
import type { ReceiptTransport } from "./receipt-transport";
import type { PageGiven } from "./start";
import { Refusal } from "./transport";

export function ReceiptPage({ instance, language, transport, home }: PageGiven & { transport: ReceiptTransport; home: () => void }) {
  const [opened, setOpened] = useState<{ holder: Holder; receipt: OpenReceipt } | null>(null);
  if (opened === null) {
    return (
      <Screen title={_("Read the answer to your report")} back={home}>
        <p>{_("Type the code that you wrote down when you sent your report.")}</p>
        <EnterCode submit={_("Open")} busyText={_("Opening…")} run={async (secret) => {
          const holder = { keys: await receiptKeys(secret, instance), instance, transport };
          setOpened({ holder, receipt: await openReceipt(holder).catch(unknown) });
        }} />
      </Screen>
    );
  }
  return (
    <Screen title={_("Your report")} back={home}>
      <Load key={language} first={opened.receipt} load={() => openReceipt(opened.holder)}>
        {(receipt, again) => <Room holder={opened.holder} receipt={receipt} language={language} again={again} home={home} />}
      </Load>
    </Screen>
  );
}

function unknown(error: unknown): never {
  if (error instanceof Refusal && error.status === 404) throw new Told(_("There is no report with this code here. Look at each sign again, and whether you are at the right address."));
  throw error;
}

function Room({ holder, receipt, language, again, home }: { holder: Holder; receipt: OpenReceipt; language: string; again: () => void; home: () => void }) {
  const names = together(receipt.readers.map((reader) => isolate(reader.name)));
  if (receipt.withdrawn) {
    return (
      <>
        <Notice kind="good"><p role="status">{_("This report was withdrawn. Its contents are erased from this server. What somebody has read cannot be unread.")}</p></Notice>
        <p class="actions"><button type="button" onClick={home}>{_("Close")}</button></p>
      </>
    );
  }
  return (
    <>
      <p>{_("Sent on %(day)s. It can be read by %(names)s.", { day: day(receipt.filedOn), names })}</p>
      {receipt.acknowledged
        ? <Notice kind="good"><p>{_("%(name)s confirmed on %(day)s that it has received your report and will look into it.", { name: isolate(receipt.acknowledged.by), day: day(receipt.acknowledged.day) })}</p></Notice>
        : <Notice><p>{_("Nobody has confirmed it yet. This should happen within 7 days.")}</p></Notice>}
      <Ending holder={holder} />
      {receipt.acknowledged && <YourCase holder={holder} />}
      <Wishes holder={holder} receipt={receipt} language={language} done={again} />
      <Punished holder={holder} language={language} done={again} />
      <Conversation holder={holder} receipt={receipt} language={language} done={again} />
      <FiledReport receipt={receipt} transport={holder.transport} language={language} />
      <AskAnother holder={holder} receipt={receipt} language={language} done={again} />
      <Withdraw holder={holder} done={again} />
    </>
  );
}
