/** Lists by cursor: the next page is fetched when its place comes near, or by button. */

import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { button, failure, skeleton } from "./bits.js";

/**
 * A list that grows.
 *
 * `load(cursor)` answers `{items, next_cursor}`; `show(items, list)` adds them to `list`; `none()` gives what stands there
 * when there are none. Answers {element, list, reload()}.
 */
export function pagedList({ load, show, none, signal, tag = "div", className = "", rows = 8 }) {
  const list = h(tag, { class: className });
  const foot = h("div", { class: "list-foot" });
  const element = h("div", { class: "paged" }, list, foot);
  let generation = 0;
  let observer = null;

  const next = async (cursor, first) => {
    const mine = generation;
    observer?.disconnect();
    if (!first || !list.childElementCount) fill(foot, skeleton(first ? rows : 2));
    try {
      const page = await load(cursor);
      if (signal.aborted || mine !== generation) return;
      if (first) list.replaceChildren();
      fill(foot);
      show(page.items, list);
      if (page.next_cursor) {
        const more = () => next(page.next_cursor, false);
        fill(foot, button(t("console-more"), more, { kind: "quiet" }));
        observer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more(), { rootMargin: "600px" });
        observer.observe(foot);
      } else if (first && page.items.length === 0) {
        fill(foot, none());
      }
    } catch (error) {
      if (signal.aborted || mine !== generation) return;
      if (!error?.code) console.error(error);
      fill(foot, failure(error, () => next(cursor, first), signal));
    }
  };

  const reload = () => {
    generation += 1;
    return next(null, true);
  };
  signal.addEventListener("abort", () => observer?.disconnect(), { once: true });
  reload();
  return { element, list, reload };
}
