// Keeps the page above the on-screen keyboard where the browser does not: Safari lays the keyboard over the page.

export function keepAboveKeyboard(): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const fit = () => {
    const covered = viewport.scale === 1 && window.innerHeight - viewport.height > 1;
    const style = document.documentElement.style;
    if (covered) style.setProperty("--app-height", `${viewport.height}px`);
    else style.removeProperty("--app-height");
    if (covered) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
}
