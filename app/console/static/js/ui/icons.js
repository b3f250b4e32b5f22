/** Line icons, drawn for this console on a 16-pixel grid. */

import { svg } from "../core/dom.js";

const PATHS = {
  projects: "M2.5 4.5h4l1.5 2h5.5v6h-11z",
  branch: "M5 3.5v9M5 8.5c0-1.5 6-.5 6-3.5M5 3.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M5 12.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M11 4.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0",
  scripts: "M2.5 3.5h11v9h-11zM5 6.5l2 1.75L5 10M8.5 10.25h2.5",
  runs: "M8 8m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 5v3l2.25 1.5",
  bell: "M4.5 11V7.25a3.5 3.5 0 0 1 7 0V11l1 1h-9zM7 13.75h2",
  folder: "M2.5 4.5h4l1.5 2h5.5v6h-11z",
  file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
  link: "M6.75 9.25l2.5-2.5M7.5 5l1.25-1.25a2.3 2.3 0 0 1 3.5 3.5L11 8.5M8.5 11l-1.25 1.25a2.3 2.3 0 0 1-3.5-3.5L5 7.5",
  module: "M8 2.5l5 2.75v5.5L8 13.5l-5-2.75v-5.5zM3 5.25L8 8l5-2.75M8 8v5.5",
  roots: "M3 3.5h10v3.5H3zM3 9h10v3.5H3zM5.25 5.25h.01M5.25 10.75h.01",
  play: "M5 3.5l7 4.5-7 4.5z",
  stop: "M4.5 4.5h7v7h-7z",
  again: "M12.5 6.5A5 5 0 1 0 13 8.75M12.75 3.5v3h-3",
  download: "M8 3v7M5 7.25L8 10.25l3-3M3.5 13h9",
  search: "M7 7m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M10 10l3 3",
  up: "M4 9.75L8 5.75l4 4",
  down: "M4 6.25l4 4 4-4",
  right: "M6.25 4l4 4-4 4",
  left: "M9.75 4l-4 4 4 4",
  end: "M4 4.5l4 4 4-4M4 12.5h8",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3.5 8.5l3 3 6-7",
  plus: "M8 3.5v9M3.5 8h9",
  copy: "M6 6h6.5v7H6zM3.5 10V3h6.5",
  lock: "M4 7.5h8v5.5H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2",
  wrap: "M2.5 4h11M2.5 8h8.75a2 2 0 0 1 0 4H8M9.5 10.25L7.75 12l1.75 1.75M2.5 12h2.5",
  docs: "M3 3.5h4a1.5 1.5 0 0 1 1 1.5v8a1.5 1.5 0 0 0-1-1H3zM13 3.5H9a1.5 1.5 0 0 0-1 1.5v8a1.5 1.5 0 0 1 1-1h4z",
  sun: "M8 8m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M8 2v1.25M8 12.75V14M2 8h1.25M12.75 8H14M3.75 3.75l.9.9M11.35 11.35l.9.9M12.25 3.75l-.9.9M4.65 11.35l-.9.9",
  moon: "M12.5 9.75A5 5 0 0 1 6.25 3.5a5 5 0 1 0 6.25 6.25z",
  system: "M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13",
  leave: "M6.5 3.5h-3v9h3M6.5 8H13M10.5 5.5L13 8l-2.5 2.5",
  edit: "M3.5 12.5l.5-2.5 6.5-6.5 2 2L6 12zM9 5l2 2",
  trash: "M3.5 4.5h9M6.5 4.5v-1.5h3v1.5M4.75 4.5l.5 8.5h5.5l.5-8.5",
  alert: "M8 2.75L14 13H2zM8 6.5v3M8 11.25h.01",
  info: "M8 8m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 7.5v3.25M8 5.25h.01",
  commit: "M8 8m-2.25 0a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0-4.5 0M2 8h3.75M10.25 8H14",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  home: "M2.5 7.5L8 3l5.5 4.5M4 6.5v6.5h3v-3.5h2V13h3V6.5",
  calendar: "M2.5 4h11v9h-11zM2.5 6.75h11M5.5 2.5v3M10.5 2.5v3",
  clock: "M8 8m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 5v3l2.25 1.5",
  chart: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
  user: "M8 5.5m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M3 13.5c0-2.5 2-4 5-4s5 1.5 5 4",
  users: "M6 5.5m-2.25 0a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0-4.5 0M1.5 13c0-2.25 1.75-3.75 4.5-3.75S10.500 10.75 10.5 13M10.500 3.5a2.250 2.250 0 0 1 0 4.250M12 9.500c1.500.5 2.500 1.750 2.500 3.500",
  key: "M5.5 10.5m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M7.250 8.750L13 3M10.500 5.500l2 2",
  shield: "M8 2.5l5 2v3.500c0 3-2 5-5 6-3-1-5-3-5-6V4.500z",
  book: "M4 3h8v10.500H5A1.250 1.250 0 0 1 3.750 12.250V3.500M3.750 12.250A1.250 1.250 0 0 1 5 11h7M6 5.500h4",
  heart: "M2 8.5h2.750l1.500-4 2.750 7.500 1.750-3.500H14",
  star: "M8 2.500l1.650 3.600 3.850.450-2.850 2.650.750 3.800L8 11.100 4.600 13l.750-3.800L2.500 6.550l3.850-.450z",
  more: "M4 8h.01M8 8h.01M12 8h.01",
  keyboard: "M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M11.75 7h.01M5 9.25h6",
  filter: "M3 4h10M5 8h6M7 12h2",
};

/** An icon; it says nothing to a screen reader, so a button of its own needs a label. */
export function icon(name, className = "") {
  return svg(
    "svg",
    {
      class: `icon ${className}`.trim(),
      viewBox: "0 0 16 16",
      "aria-hidden": "true",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.4",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    },
    svg("path", { d: PATHS[name] ?? "" }),
  );
}

/** The mark: three sheets, the top one lit. */
export function mark() {
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none" },
    svg("path", { class: "mark-low", d: "M3 15.5l9 4.5 9-4.5", "stroke-width": "1.8", "stroke-linejoin": "round", "stroke-linecap": "round" }),
    svg("path", { class: "mark-mid", d: "M3 11.75l9 4.5 9-4.5", "stroke-width": "1.8", "stroke-linejoin": "round", "stroke-linecap": "round" }),
    svg("path", { class: "mark-top", d: "M12 3.5l9 4.5-9 4.5L3 8z" }),
  );
}
