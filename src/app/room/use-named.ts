// Whom a message speaks to, by the names that are known of them here.

import { useComputed } from "@preact/signals";
import { EVERYBODY } from "../../protocol/everybody.ts";
import type { Named } from "../text/name-marks.tsx";
import { HERE } from "./mention-words.ts";
import type { RoomView } from "./room-view.ts";

/** Drawn anew as members come and are renamed; of those who are not here what they last wrote under is known. */
export function useNamed(view: RoomView, ids: readonly string[] | undefined): readonly Named[] {
  return useComputed(() => (ids === undefined ? [] : namedOf(view, ids))).value;
}

function namedOf(view: RoomView, ids: readonly string[]): Named[] {
  const you = view.self.value;
  const here = new Map(view.members.value.list.map(({ id, name }) => [id, name]));
  const { timeline } = view.state.peek();
  return ids.map((id) => {
    if (id === EVERYBODY) return { name: HERE.name, isYou: true };
    const author = () => timeline.findLast((item) => item.kind === "message" && item.message.by.id === id);
    const name = id === you?.id ? you.name : (here.get(id) ?? nameIn(author()));
    return { name, isYou: id === you?.id };
  });
}

function nameIn(item: ReturnType<RoomView["state"]["peek"]>["timeline"][number] | undefined): string {
  return item?.kind === "message" ? item.message.by.name : "";
}
