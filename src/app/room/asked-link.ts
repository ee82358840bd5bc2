// Which link of a guest waits for an answer: whoever is unknown may write any address.

import { signal } from "@preact/signals";
import type { RoomView } from "./room-view.ts";

export const askedLink = signal<string | undefined>(undefined);

const KEY = "hubbub.sites";
/** Sites that one does not want to be asked about again, until the tab is closed. */
const trusted = new Set(readSites());

/** Has the press of a link wait where it needs a question. The middle button opens one as well, the right one does not. */
export function holdLink(view: RoomView, authorId: string) {
  return (event: MouseEvent & { currentTarget: HTMLAnchorElement }): void => {
    const { href } = event.currentTarget;
    if (event.button === 2 || !needsQuestion(view, authorId, href)) return;
    event.preventDefault();
    askedLink.value = href;
  };
}

export function trustSite(href: string): void {
  trusted.add(siteOf(href));
  try {
    sessionStorage.setItem(KEY, [...trusted].join(" "));
  } catch {
    // Kept as long as the page is open.
  }
}

/** What is trusted as a whole: a host, or a mailbox. */
export function siteOf(href: string): string {
  const { host, pathname } = new URL(href);
  return host === "" ? pathname : host;
}

/** Of guests without a given role, in rooms that anybody may enter. What leads to a page of ours is no other's. */
function needsQuestion(view: RoomView, authorId: string, href: string): boolean {
  const { room, you, members } = view.state.value;
  if (!authorId.startsWith("g_") || authorId === you?.id || room?.visibility === "private") return false;
  const role = members.list.find(({ id }) => id === authorId)?.role;
  return (
    role !== "moderator" && role !== "owner" && !trusted.has(siteOf(href)) && new URL(href).origin !== location.origin
  );
}

function readSites(): string[] {
  try {
    return sessionStorage.getItem(KEY)?.split(" ") ?? [];
  } catch {
    return [];
  }
}
