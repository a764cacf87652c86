/** Keys that do not open: whose they are, and what that means. Passing over them would look as if nothing had been written. */
import type { ComponentChildren } from "preact";
import { _ } from "../i18n";
import { list } from "../names";
import { makerOf } from "../room-opening";
import type { OpenRoom } from "../room-opening";
import { Notice } from "./ui";

export function SpoiledKeys({ room, children }: { room: OpenRoom; children?: ComponentChildren }) {
  if (room.spoiled.length === 0) return null;
  const names = new Set(room.spoiled.map(({ by }) => makerOf(room, by)?.name ?? (room.verified.kind === "reporter" ? _("The reporter") : _("An organisation that read this before"))));
  return (
    <Notice kind="stop" title={_("Some keys here do not open.")}>
      <p>{_("They were made by: %(names)s. What was written with them stays locked for you, and nothing is sent with them. Everything else here was checked and holds.", { names: list([...names]) })}</p>
      {children}
    </Notice>
  );
}
