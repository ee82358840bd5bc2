// The colour of what systems draw around the page: that of its paper, in the theme that it has.

/** `--paper` of tokens.css, as hex: what systems read knows no other notation. */
const PAPER = { light: "#fcfaf6", dark: "#17130e" };

/** Where no theme was chosen each element says its own, for the system's. */
export function colourGround(chosen: "light" | "dark" | undefined): void {
  for (const element of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    element.content = PAPER[chosen ?? (element.media.includes("dark") ? "dark" : "light")];
}
