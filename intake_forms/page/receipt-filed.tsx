/** What was filed: closed for the code alone, unless she asked for the other when she sent it. */
import { Letter } from "./conversation";
import type { Answers } from "./expressions";
import { screensOf } from "./form";
import { _ } from "./i18n";
import { Load } from "./parts";
import type { OpenReceipt, Said } from "./receipt-room";
import { AnswerList } from "./review-step";
import type { ReceiptTransport } from "./receipt-transport";

export function FiledReport({ receipt, transport, language }: { receipt: OpenReceipt; transport: ReceiptTransport; language: string }) {
  return (
    <section>
      <h3>{_("What you reported")}</h3>
      {receipt.filed.length === 0
        ? <p>{_("The code alone does not open your report again, so that nobody who finds your paper can read it. Those you chose can read it.")}</p>
        : <details><summary>{_("Show it")}</summary>{receipt.filed.map((said) => <Item key={said.id} said={said} transport={transport} language={language} />)}</details>}
    </section>
  );
}

function Item({ said, transport, language }: { said: Said; transport: ReceiptTransport; language: string }) {
  if (said.text?.kind === "person") return null;
  if (said.text?.kind !== "answers") return <Letter said={said} />;
  const { form, text } = said.text;
  if (!/^[a-z0-9_]{1,60}$/.test(form)) return null;
  const { answers } = JSON.parse(text) as { answers: Answers };
  return (
    <Load load={() => transport.form(form, language)}>
      {(file) => <>{screensOf(file).map((screen) => <AnswerList key={screen.row.name} form={file} languages={[]} screen={screen} answers={answers} />)}</>}
    </Load>
  );
}
