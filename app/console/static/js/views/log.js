/** The panel of a log: its bar with search, wrap and follow, and the window on its lines. */

import { debounce, fill, h } from "../core/dom.js";
import { number } from "../core/format.js";
import { t } from "../core/i18n.js";
import { shortcut } from "../core/keys.js";
import { note } from "../core/router.js";
import { LogSearch } from "../log/search.js";
import { plain } from "../log/ansi.js";
import { LogView } from "../log/view.js";
import { button } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";

const LINK = /^L(\d+)(?:-L?(\d+))?$/;
const MOST_COPIED = 20_000;

/** The lines that a fragment (`L12`, `L12-L20`) names, or null. */
export function linkedLines(hash) {
  const found = LINK.exec(hash);
  if (!found) return null;
  const from = Number(found[1]);
  const to = Number(found[2] ?? from);
  return from > 0 ? { from: Math.min(from, to), to: Math.max(from, to) } : null;
}

function write({ from, to }) {
  return from === to ? `L${from}` : `L${from}-L${to}`;
}

/** Build the panel on `store`; answers {element, grown()}. `waiting()` gives the words for an empty log. */
export function logPanel(store, { signal, hash, waiting }) {
  const view = new LogView(store, signal);
  const search = new LogSearch(store, () => drawSearch());
  view.useSearch(search);
  let wanted = linkedLines(hash ?? "");
  let selected = wanted;
  const hits = h("span", { class: "log-hits", role: "status" });
  const lines = h("span", { class: "log-lines" });
  const none = h("div", { class: "log-none" });
  const input = h("input", { class: "input", type: "search", placeholder: t("console-log-search"), "aria-label": t("console-log-search"), autocomplete: "off", spellcheck: "false", data: { search: "" } });
  const before = button("", () => step(-1), { icon: "up", kind: "hit", label: t("console-log-hit-before"), disabled: true });
  const after = button("", () => step(1), { icon: "down", kind: "hit", label: t("console-log-hit-after"), disabled: true });
  const wrap = button("", () => setWrap(!view.wrap), { icon: "wrap", label: t("console-log-wrap"), "aria-pressed": "false" });
  const follow = button(t("console-log-follow"), () => toggleFollow(), { icon: "end", "aria-pressed": "true" });
  const copy = button("", () => copySelected(), { icon: "copy", label: t("console-log-copy"), hidden: true });

  const drawSearch = () => {
    const some = search.needle !== "";
    const position = search.current < 0 ? "" : `${number(search.current + 1)} / `;
    hits.textContent = some ? `${position}${number(search.count)}${search.full ? "+" : ""}${search.busy ? " …" : ""}` : "";
    before.disabled = after.disabled = search.count === 0;
    view.refresh();
  };
  const step = (direction) => {
    const line = search.step(direction, view.firstLine);
    if (line !== null) view.reveal(line);
    drawSearch();
  };
  const setWrap = (on) => {
    view.setWrap(on);
    wrap.setAttribute("aria-pressed", String(on));
  };
  const toggleFollow = () => {
    if (view.following) view.show(view.firstLine + 1);
    else view.end();
  };
  const copySelected = async () => {
    const { from, to } = selected;
    const text = [...store.lines(from - 1, Math.min(to, from - 1 + MOST_COPIED, store.lineCount))].map(plain).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      toast(t("console-copied"), { kind: "good" });
    } catch {
      toast(t("console-copy-failed"), { kind: "bad" });
    }
  };
  view.onChange = () => follow.setAttribute("aria-pressed", String(view.following));
  view.onSelect = (selection) => {
    selected = selection;
    copy.hidden = selection === null;
    note({}, { hash: selection ? write(selection) : "" });
  };
  const find = debounce(() => {
    search.start(input.value);
  }, 120);
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (search.needle !== input.value.toLowerCase()) search.start(input.value);
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && input.value !== "") {
      event.stopPropagation();
      input.value = "";
      search.start("");
    }
  });
  window.addEventListener("hashchange", () => {
    const named = linkedLines(location.hash.slice(1));
    if (!named) return;
    view.select(named);
    view.reveal(named.from - 1);
  }, { signal });
  shortcut("f", toggleFollow, signal);

  const element = h(
    "section",
    { class: "log", "aria-label": t("console-log") },
    h("div", { class: "log-bar" },
      h("div", { class: "search", role: "search" }, icon("search"), input, h("kbd", { "aria-hidden": "true" }, "/")),
      hits, before, after,
      h("span", { class: "spread" }),
      lines, copy, wrap, follow),
    view.element,
  );
  // The browser's own search sees only the few lines that are elements, so ours takes its key while the log has the focus.
  element.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "f" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  view.element.append(none);

  const grown = () => {
    const count = store.lineCount;
    lines.textContent = `${t("console-lines")} ${number(count)}`;
    none.hidden = count > 0;
    fill(none, waiting());
    if (wanted && count >= wanted.from) {
      const named = wanted;
      wanted = null;
      view.show(named.from - 1);
      view.select(named);
    }
    search.more();
    view.refresh();
  };
  grown();
  return { element, grown, view, search };
}
