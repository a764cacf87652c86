/**
 * A file from a report. It is inert here: a picture is drawn from bytes whose first letters say they are one, everything
 * else can only be saved. Nothing is ever opened in this page's own address.
 */
import { useEffect, useState } from "preact/hooks";
import { pictureType, plainName } from "../file-kinds";
import { _ } from "../i18n";
import { size } from "../names";
import { openFile } from "../room-opening";
import type { OpenRoom, SealedFile } from "../room-opening";
import { Failure, Loading, useAction } from "./ui";

interface Opened { name: string; content: Uint8Array }

export function FileItem({ file, room }: { file: SealedFile; room: OpenRoom }) {
  const [opened, setOpened] = useState<Opened | null>(file.opened);
  const { busy, failure, go } = useAction(async () => setOpened(await openFile(room, file)));
  return (
    <li>
      {opened === null ? (
        <>
          <p>{_("A file of %(size)s", { size: size(file.sealedSize) })}</p>
          {busy ? <Loading text={_("Fetching and opening…")} /> : <button type="button" class="outline" onClick={() => void go()}>{_("Open the file")}</button>}
        </>
      ) : <OpenedFile opened={opened} />}
      <Failure error={failure} />
    </li>
  );
}

export function OpenedFile({ opened }: { opened: Opened }) {
  const [address, setAddress] = useState<string | null>(null);
  const picture = pictureType(opened.content);
  useEffect(() => {
    // Saved files are plain bytes to the browser, so that no name or type can make it run one.
    const blob = new Blob([opened.content as Uint8Array<ArrayBuffer>], { type: picture ?? "application/octet-stream" });
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [opened]);
  if (address === null) return <Loading />;
  return (
    <>
      <p class="name"><bdi>{plainName(opened.name)}</bdi> <span class="muted">{size(opened.content.length)}</span></p>
      {picture && <img src={address} alt={_("Picture sent with the report: %(name)s", { name: plainName(opened.name) })} />}
      <p>
        <a href={address} download={plainName(opened.name)} class="no-print">{_("Save the file")}</a>
        {!picture && <small class="muted"> {_("Files can be dangerous. Open it only on a computer that is up to date, and not on one of the employer.")}</small>}
      </p>
    </>
  );
}
