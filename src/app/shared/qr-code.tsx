// A link as a square that a phone's camera reads, drawn as one path of SVG.

import { encode } from "uqr";
import { pathOf } from "./qr-path.ts";

/** Dark and light do not turn with the theme: cameras read dark on light. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={pathOf(data)} />
    </svg>
  );
}
