/** Begins the console: words, who is there, and the view for the address. */

import { fill, h } from "./core/dom.js";
import { startClock } from "./core/format.js";
import { language, loadLanguage, t } from "./core/i18n.js";
import { match, startRouter } from "./core/router.js";
import { readSession, rememberedLanguage, user } from "./core/session.js";
import { start, stop } from "./core/socket.js";
import { empty, failure, skeleton } from "./ui/bits.js";
import { frame } from "./ui/frame.js";
import { closePopover } from "./ui/popover.js";
import { mountToasts } from "./ui/toast.js";
import { loginView } from "./views/login.js";
import "./pages.js";

const root = document.getElementById("app");
const announcer = h("div", { class: "visually-hidden", "aria-live": "polite" });
let present = null;
let shell = null;
let shellEnds = new AbortController();
let firstView = true;
let begun = false;

function leave() {
  present?.abort();
  present = new AbortController();
  closePopover();
  return present.signal;
}

function name(title) {
  document.title = title ? `${title} · LumaStack` : "LumaStack";
  announcer.textContent = title;
}

function showLogin() {
  const signal = leave();
  shellEnds.abort();
  shell = null;
  stop();
  name(t("console-sign-in"));
  fill(root, loginView({ signal, again: draw }));
  root.querySelector("input")?.focus();
}

function buildShell() {
  shellEnds.abort();
  shellEnds = new AbortController();
  start();
  shell = frame(shellEnds.signal);
  shell.person = user.get();
  shell.language = language();
  fill(root, shell.element);
}

/** A page for people who are not signed in, without the frame. */
async function showOpen(found) {
  const signal = leave();
  shellEnds.abort();
  shell = null;
  stop();
  const place = h("main", { class: "entry", id: "view" }, skeleton(3));
  fill(root, place);
  try {
    const content = await found.load({ ...found, signal, title: (title) => signal.aborted || name(title) });
    if (!signal.aborted) fill(place, content);
  } catch (error) {
    if (signal.aborted) return;
    if (!error?.code) console.error(error);
    fill(place, failure(error, draw, signal));
  }
}

async function showView() {
  const signal = leave();
  const found = match();
  shell.setPlace(location.pathname);
  shell.place.className = found?.options.full ? "view full" : "view";
  if (!found) {
    shell.setCrumbs([]);
    fill(shell.place, empty(t("console-not-found"), t("console-not-found-text")));
    return;
  }
  fill(shell.place, skeleton(8));
  window.scrollTo(0, 0);
  const context = {
    ...found,
    signal,
    /** Name the view: its title, and the way to it as [text, address] pairs. */
    title: (title, way = [[title]]) => {
      if (signal.aborted) return;
      name(title);
      shell.setCrumbs(way);
    },
  };
  try {
    const content = await found.load(context);
    if (signal.aborted) return;
    fill(shell.place, content);
    if (!firstView) shell.place.querySelector("h1")?.focus({ preventScroll: true });
    firstView = false;
  } catch (error) {
    if (signal.aborted) return;
    if (!error?.code) console.error(error);
    fill(shell.place, failure(error, draw, signal));
  }
}

function draw() {
  const found = match();
  if (found?.options.open) return showOpen(found);
  if (!user.get()) return showLogin();
  if (!shell) buildShell();
  return showView();
}

user.watch((person) => {
  if (!begun) return;
  // Another person, or other words: everything is made again. Another time zone alone is shown from the next view on.
  if (person && shell && (shell.person.id !== person.id || shell.language !== language())) shell = null;
  if (person && shell) {
    shell.person = person;
    return;
  }
  draw();
});

async function begin() {
  try {
    const hint = rememberedLanguage();
    await loadLanguage(hint ?? document.documentElement.dataset.language);
    await readSession();
  } catch (error) {
    const once = new AbortController();
    fill(root, failure(error, begin, once.signal));
    if (error?.status === 0 || error?.status >= 500) setTimeout(() => root.querySelector(".empty button")?.click(), 3000);
    return;
  }
  if (!begun) {
    begun = true;
    startRouter(draw);
  }
}

mountToasts();
document.body.append(announcer);
startClock();
begin();
