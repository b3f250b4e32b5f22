/** Panels that hang below a button: one at a time, closed by Escape, by a press elsewhere, and by leaving the view. */

let openNow = null;

/** Close the open panel, if any. */
export function closePopover() {
  openNow?.();
}

/** Show `panel` below `anchor`, or close it when it is shown. `onClose()` is called afterwards. */
export function togglePopover(anchor, panel, onClose = () => {}) {
  const mine = openNow?.panel === panel.dataset.name;
  closePopover();
  if (mine) return;
  const watch = new AbortController();
  const close = () => {
    if (watch.signal.aborted) return;
    watch.abort();
    if (panel.contains(document.activeElement)) anchor.focus();
    panel.remove();
    anchor.setAttribute("aria-expanded", "false");
    openNow = null;
    onClose();
  };
  close.panel = panel.dataset.name;
  openNow = close;
  anchor.setAttribute("aria-expanded", "true");
  anchor.after(panel);
  const { signal } = watch;
  document.addEventListener("pointerdown", (event) => !panel.contains(event.target) && !anchor.contains(event.target) && close(), { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  }, { signal, capture: true });
  panel.addEventListener("click", (event) => event.target instanceof Element && event.target.closest("a[href]") && close(), { signal });
  panel.querySelector("button, a, input, select")?.focus({ preventScroll: true });
}
