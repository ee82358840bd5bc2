// Keeps what the room looks like on this device, and shows it where the room does not answer.

import { useEffect } from "preact/hooks";
import { hasNetwork } from "../shared/network.ts";
import { readStored } from "../shared/stored.ts";
import type * as KeptRooms from "./kept/kept-rooms.ts";
import type { RoomView } from "./room-view.ts";

/** A room that answers sooner is not preceded by what it was. */
const SHOW_AFTER_MS = 400;

export function useKept(view: RoomView, isWanted: boolean): void {
  const { kind } = view.entry.value;
  const isInside = kind === "inside";
  const isAsked = kind === "asking";
  useEffect(() => {
    if (!isWanted || readStored("name") === undefined || view.invite.value !== undefined) return;
    const show = () => {
      if (view.state.value.cursor === undefined) load(({ showKept }) => void showKept(view));
    };
    const timer = setTimeout(show, hasNetwork() ? SHOW_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [view, isWanted]);
  useEffect(() => {
    if (!isWanted || !isInside) return;
    let isOver = false;
    let stop: (() => void) | undefined;
    load(({ keepRoom }) => {
      if (!isOver) stop = keepRoom(view);
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [view, isWanted, isInside]);
  useEffect(() => {
    // Who was somebody and is nobody any more was signed out.
    if (!isWanted || !isAsked || readStored("name") === undefined) return;
    load(({ forgetAllKept }) => void forgetAllKept());
  }, [view, isWanted, isAsked]);
}

function load(then: (module: typeof KeptRooms) => void): void {
  import("./kept/kept-rooms.ts").then(then).catch(() => undefined);
}
