/** What happened in the last days: commits by day, author and project, runs, failures and pulls. */

import { api } from "../core/api.js";
import { fill, h, svg } from "../core/dom.js";
import { dateTime, number, timeAgo } from "../core/format.js";
import { t } from "../core/i18n.js";
import { href, note } from "../core/router.js";
import { subscribe } from "../core/socket.js";
import { avatar, empty, into, pageHead } from "../ui/bits.js";

const SPANS = [7, 14, 30, 90];
const GATHER_MS = 2000;
const WIDTH = 720;
const HEIGHT = 180;
const FOOT = 22;

/** The name of a day as YYYY-MM-DD, without any time zone moving it. */
function dayName(date, options) {
  const [year, month, day] = date.split("-").map(Number);
  return dateTime(new Date(Date.UTC(year, month - 1, day, 12)), { timeZone: "UTC", ...options });
}

function bars(days) {
  const most = Math.max(1, ...days.map((day) => day.commits));
  const step = WIDTH / days.length;
  const every = Math.ceil(days.length / 10);
  const words = (day) => `${dayName(day.date, { weekday: "short", day: "numeric", month: "short" })}: ${number(day.commits)}`;
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${t("console-tab-commits")}. ${days.map(words).join(". ")}` },
    [0.25, 0.5, 0.75, 1].map((share) => svg("line", { class: "chart-line", x1: 0, x2: WIDTH, y1: (HEIGHT - FOOT) * (1 - share) + 4, y2: (HEIGHT - FOOT) * (1 - share) + 4 })),
    days.map((day, index) => {
      const tall = day.commits ? Math.max(3, ((HEIGHT - FOOT - 8) * day.commits) / most) : 0;
      return svg("g", {},
        svg("title", {}, words(day)),
        svg("rect", { class: "chart-room", x: index * step, y: 0, width: step, height: HEIGHT - FOOT }),
        svg("rect", { class: "chart-bar", x: index * step + step * 0.18, y: HEIGHT - FOOT - tall, width: step * 0.64, height: tall, rx: Math.min(4, step / 6) }),
        index % every === 0 && svg("text", { class: "chart-word", x: index * step + step / 2, y: HEIGHT - 5, "text-anchor": "middle" }, dayName(day.date, days.length > 14 ? { day: "numeric", month: "numeric" } : { weekday: "short", day: "numeric" })));
    }),
  );
}

function shares(items, name, picture, end) {
  const most = Math.max(1, ...items.map((item) => item.commits));
  return h("ul", { class: "shares" }, items.map((item) => h("li", {},
    h("span", { class: "share-bar", style: { "--share": String(item.commits / most) }, "aria-hidden": "true" }),
    picture?.(item), h("span", { class: "truncate" }, name(item)), end && h("span", { class: "faint small" }, end(item)),
    h("strong", {}, number(item.commits)))));
}

const figure = (key, value, kind = "") => h("div", { class: `figure ${kind}` }, h("span", { class: "figure-value" }, number(value)), h("span", { class: "figure-name" }, t(key)));

function content(data) {
  const { totals } = data;
  return [
    h("div", { class: "figures" },
      figure("console-tab-commits", totals.commits), figure("console-authors", totals.authors), figure("console-projects", totals.projects),
      figure("console-runs", totals.runs), figure("console-failures", totals.failures, totals.failures ? "bad" : ""), figure("console-event-pull", totals.pulls)),
    h("section", { class: "card" }, h("h2", {}, t("console-tab-commits")), bars(data.days)),
    totals.commits === 0 ? empty(t("console-commits-none"), "") : h("div", { class: "halves" },
      h("section", { class: "card" }, h("h2", {}, t("console-projects")), shares(data.projects, (item) => h("a", { href: href("projects", item.id) }, item.name), null, (item) => timeAgo(item.last_commit_at))),
      h("section", { class: "card" }, h("h2", {}, t("console-authors")), shares(data.authors, (item) => h("span", { title: item.email }, item.name), (item) => avatar(item.name)))),
  ];
}

export function dashboardView({ query, signal, title }) {
  title(t("console-dashboard"));
  let days = SPANS.includes(Number(query.get("days"))) ? Number(query.get("days")) : SPANS[0];
  const place = h("div", { class: "dashboard" });
  const load = async () => content(await api.get("/api/dashboard", { days }, { signal }));
  const draw = () => into(place, load, signal);
  const choice = h("select", { class: "input", "aria-label": t("console-dashboard-span"), on: { change: () => {
    days = Number(choice.value);
    note({ days: days === SPANS[0] ? "" : String(days) });
    draw();
  } } }, SPANS.map((count) => h("option", { value: String(count), selected: count === days }, t("console-dashboard-days", { count }))));
  let waiting = null;
  const later = () => {
    waiting ??= setTimeout(async () => {
      waiting = null;
      if (signal.aborted) return;
      try {
        fill(place, await load());
      } catch (error) {
        if (!signal.aborted) console.warn("dashboard", error);
      }
    }, GATHER_MS);
  };
  subscribe("projects", { event: (name) => ["commit", "pull"].includes(name) && later(), lost: later }, signal);
  draw();
  return [pageHead(t("console-dashboard"), { actions: [choice] }), place];
}
