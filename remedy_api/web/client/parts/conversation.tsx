/** Letters to and fro with the reporter, each locked on the device it was written on. */
import { useEffect, useRef, useState } from "preact/hooks";
import { findDraft, keepDraft } from "../drafts";
import { _ } from "../i18n";
import { allLanguages, autonym, directionOf } from "../languages";
import { day, size } from "../names";
import { reply } from "../report-acts";
import type { OpenReport, Said } from "../report-opening";
import type { Session } from "../session";
import { EntryStop } from "./entry-stop";
import { FileItem } from "./file-item";
import { MOST_BYTES, PickedFiles, tooLarge } from "./picked-files";
import { Area, Choice, Empty, Form, Notice } from "./ui";

export function Conversation({ session, report, sent }: { session: Session; report: OpenReport; sent: () => void }) {
  return (
    <section>
      <h2>{_("Conversation with the reporter")}</h2>
      {report.conversation.length === 0 ? <Empty title={_("Nothing was said yet.")} /> : (
        <ul class="conversation">
          {report.conversation.map((said) => <li key={said.id} class={said.ours ? "ours" : ""}><Letter said={said} report={report} /></li>)}
        </ul>
      )}
      <Reply session={session} report={report} sent={sent} />
    </section>
  );
}

function Letter({ said, report }: { said: Said; report: OpenReport }) {
  return (
    <>
      <p class="who"><bdi>{said.author}</bdi> <span class="muted">{day(said.postedOn)}</span></p>
      {said.stop ? <EntryStop stop={said.stop} />
        : said.file ? <ul class="files"><FileItem file={said.file} report={report} /></ul>
          : <p class="own-words" lang={said.language} dir={directionOf(said.language)}>{said.text}</p>}
    </>
  );
}

function Reply({ session, report, sent }: { session: Session; report: OpenReport; sent: () => void }) {
  const draft = `reply/${report.id}`;
  const [text, setText] = useState("");
  const [language, setLanguage] = useState(document.documentElement.lang);
  const [files, setFiles] = useState<File[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => { void findDraft(session, draft).then((found) => setText((typed) => typed || found)); }, [draft]);

  function write(value: string): void {
    setText(value);
    setDone(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keepDraft(session, draft, value), 400) as unknown as number;
  }

  async function send(): Promise<void> {
    setError(null);
    if (text.trim() === "" && files.length === 0) return setError(_("Please write something first."));
    if (tooLarge(files)) return setError(_("These files are larger than %(size)s together. Please send less at once.", { size: size(MOST_BYTES) }));
    await reply(session, report, { text: text.trim(), language }, files, (file) => setFiles((left) => left.filter((each) => each !== file)));
    clearTimeout(timer.current);
    await keepDraft(session, draft, "");
    setText("");
    setFiles([]);
    setDone(true);
    sent();
  }

  return (
    <div class="no-print">
      {done && <Notice kind="good"><p role="status">{_("Sent. The reporter reads it with the receipt.")}</p></Notice>}
      <Form submit={_("Lock and send")} run={send} busyText={_("Locking and sending…")}>
        <Area label={_("Your answer")} value={text} onValue={write} error={error}
          help={_("The reporter reads %(language)s. What you write is kept, locked, in this browser until you send it.", { language: autonym(report.reporterLanguage) })} />
        <Choice label={_("You write in")} value={language} onValue={setLanguage} options={allLanguages().map((each) => [each.code, each.autonym] as const)} />
        <PickedFiles files={files} change={setFiles} />
      </Form>
    </div>
  );
}
