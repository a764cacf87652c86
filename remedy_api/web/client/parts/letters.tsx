/** Letters of a room and the place to write one, locked on the device it was written on. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { allLanguages, directionOf } from "../languages";
import { day, size } from "../names";
import { reply } from "../room-acts";
import type { OpenRoom, Said } from "../room-opening";
import type { Session } from "../session";
import { EntryStop } from "./entry-stop";
import { FileItem } from "./file-item";
import { MOST_BYTES, PickedFiles, tooLarge } from "./picked-files";
import { ReprisalMark, ReprisalTold } from "./reprisal-told";
import { Area, Choice, Form, Notice } from "./ui";
import { useDraft } from "./use-draft";

export function Letter({ said, room, label }: { said: Said; room: OpenRoom; label?: string }) {
  return (
    <>
      <p class="who">{label && <span class="badge">{label}</span>}{said.kind === "reprisal" && <ReprisalMark />} <bdi>{said.author}</bdi> <span class="muted">{day(said.postedOn)}</span></p>
      {said.stop ? <EntryStop stop={said.stop} />
        : said.kind === "reprisal" ? <ReprisalTold text={said.text} language={said.language} />
        : said.file ? <ul class="files"><FileItem file={said.file} room={room} /></ul>
          : <p class="own-words" lang={said.language} dir={directionOf(said.language)}>{said.text}</p>}
    </>
  );
}

export function WriteLetter({ session, room, draft: name, label, help, thanks, sent }: {
  session: Session; room: OpenRoom; draft: string; label: string; help: string; thanks: string; sent: () => void;
}) {
  const draft = useDraft(session, name);
  const [language, setLanguage] = useState(document.documentElement.lang);
  const [files, setFiles] = useState<File[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState(false);

  function write(value: string): void {
    draft.write(value);
    setDone(false);
  }
  async function send(): Promise<void> {
    setError(null);
    const text = draft.text.trim();
    if (text === "" && files.length === 0) return setError(_("Please write something first."));
    if (tooLarge(files)) return setError(_("These files are larger than %(size)s together. Please send less at once.", { size: size(MOST_BYTES) }));
    await reply(session, room, { text, language }, files, (file) => setFiles((left) => left.filter((each) => each !== file)));
    await draft.clear();
    setFiles([]);
    setDone(true);
    sent();
  }

  return (
    <div class="no-print">
      {done && <Notice kind="good"><p role="status">{thanks}</p></Notice>}
      <Form submit={_("Lock and send")} run={send} busyText={_("Locking and sending…")}>
        <Area label={label} value={draft.text} onValue={write} error={error} help={help} />
        <Choice label={_("You write in")} value={language} onValue={setLanguage} options={allLanguages().map((each) => [each.code, each.autonym] as const)} />
        <PickedFiles files={files} change={setFiles} />
      </Form>
    </div>
  );
}
