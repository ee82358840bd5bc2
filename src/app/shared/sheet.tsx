// A native dialog: a card in the middle, on phones a sheet from below. Esc closes it and focus goes back.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { giveCaretBack } from "./focus.ts";

type SheetProps = {
  open: boolean;
  onClose: () => void;
  labelledBy: string;
  class?: string;
  children: ComponentChildren;
};

export function Sheet({ open, onClose, labelledBy, class: className = "", children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
    if (!open) giveCaretBack();
  }, [open]);
  // Taken away while open: closing is what gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => {
      isGone.current = true;
      element?.close();
      giveCaretBack();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`sheet ${className}`}
      aria-labelledby={labelledBy}
      onClose={() => {
        // Told late of one that was taken away: what is open by now is another one.
        if (isGone.current) return;
        giveCaretBack();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && isOutside(event)) event.currentTarget.close();
      }}
    >
      {open && children}
    </dialog>
  );
}

/** A click on the backdrop is told as one on the dialog. */
function isOutside(event: MouseEvent & { currentTarget: HTMLElement }): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
