// A cross or a nought, drawn by hand.

import type { Side } from "./rules.ts";

export function Mark({ side }: { side: Side }) {
  return (
    <svg class={`mark ${side}`} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={
          side === "x"
            ? "M5.5 5.500 18.500 18.500M18.500 5.500 5.500 18.500"
            : "M12 4.700a7.300 7.300 0 1 0 0 14.600 7.300 7.300 0 0 0 0-14.600Z"
        }
      />
    </svg>
  );
}
