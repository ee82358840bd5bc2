// record-frame.ts: writes down a frame that a client heard.

import type { Frame } from "../../src/protocol/frames.ts";
import type { Recorder } from "./history.ts";
import { welcomed } from "./raw-client.ts";

export function recordFrame(recorder: Recorder, frame: Frame, onWelcome: () => void): void {
  if (frame.type === "welcome") {
    onWelcome();
    recorder.record({ kind: "welcomed", welcome: welcomed(frame) });
  } else if (frame.type === "events") {
    const { events, epoch } = frame;
    recorder.record({ kind: "saw", events, ...(epoch === undefined ? {} : { epoch }) });
  } else if (frame.type === "ack") {
    recorder.record({ kind: "acknowledged", id: frame.id, seq: frame.seq, at: frame.at });
  } else if (frame.type === "error" && frame.id !== undefined) {
    recorder.record({ kind: "refused", id: frame.id, code: frame.code });
  }
}
