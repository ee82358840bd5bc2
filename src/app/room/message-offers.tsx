// What can be done with a message, where it is offered: beside it, or on a phone that was pressed long in a sheet.

import { wide } from "../shared/media.ts";
import { type ActionsProps, MessageActions } from "./message-actions.tsx";
import { MessageSheet } from "./message-sheet.tsx";

export function MessageOffers(props: ActionsProps) {
  return props.now.by === "press" && !wide.value ? <MessageSheet {...props} /> : <MessageActions {...props} />;
}
