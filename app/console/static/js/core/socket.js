/** The live connection: one WebSocket for all rooms, which heals by itself and resumes each room where it stopped. */

import { renew } from "./api.js";
import { Store } from "./store.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 20_000;
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const OPEN_WITHIN_MS = 10_000;
const UNAVAILABLE_WAIT_MS = 2_000;
const NOT_AUTHENTICATED = 4401;

/**
 * `idle` before it is wanted; `connecting`; `online` once the server has answered for every room that was wanted, as
 * before that an event would be missed; `offline` while it waits for another try.
 */
export const connection = new Store("idle");

/** Rooms by name: {listeners, seq, epoch, answered}. */
const rooms = new Map();

let socket = null;
let wanted = false;
let failures = 0;
let retryTimer = 0;
let pingTimer = 0;
let openTimer = 0;
let heardAt = 0;

function say(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function logOffset(room) {
  for (const listener of room.listeners) if (listener.logOffset) return listener.logOffset();
  return undefined;
}

function join(name, room) {
  const message = { type: "subscribe", room: name, after: room.seq, epoch: room.epoch };
  const offset = logOffset(room);
  if (offset !== undefined) message.log_offset = offset;
  room.answered = false;
  say(message);
}

/** Say that the connection is live as soon as it is. */
function settle() {
  if (socket?.readyState !== WebSocket.OPEN || connection.get() === "online") return;
  for (const room of rooms.values()) if (!room.answered) return;
  failures = 0;
  connection.set("online");
}

function handle(message) {
  const room = rooms.get(message.room);
  if (message.type === "event") {
    if (!room) return;
    if (Number.isInteger(message.seq)) {
      // Events at or below the last position were already seen; a replayed log piece has its own offsets.
      if (room.seq !== null && message.seq <= room.seq && message.event !== "log") return;
      room.seq = Math.max(message.seq, room.seq ?? 0);
    }
    for (const listener of [...room.listeners]) listener.event?.(message.event, message.data, message);
  } else if (message.type === "subscribed") {
    if (!room) return;
    const fresh = room.seq === null;
    const lost = !fresh && (message.recovered === false || (room.epoch !== null && room.epoch !== message.epoch));
    room.epoch = message.epoch ?? null;
    if (fresh || lost) room.seq = message.seq ?? null;
    room.answered = true;
    for (const listener of [...room.listeners]) {
      if (fresh || lost) listener.missed?.();
      listener.joined?.(message);
    }
    settle();
  } else if (message.type === "error") {
    // The server could not look at the room just now: ask again a little later.
    if (room && message.code === "unavailable") setTimeout(() => rooms.get(message.room) === room && resume(message.room), UNAVAILABLE_WAIT_MS);
    else if (room) room.answered = true;
    for (const listener of [...(room?.listeners ?? [])]) listener.error?.(message.code, message.detail);
    settle();
  }
}

function received(text) {
  heardAt = Date.now();
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    return;
  }
  for (const message of Array.isArray(told) ? told : [told]) handle(message);
}

function clearTimers() {
  clearTimeout(retryTimer);
  clearInterval(pingTimer);
  clearTimeout(openTimer);
}

function drop() {
  clearTimers();
  const old = socket;
  socket = null;
  if (old) {
    old.onopen = old.onmessage = old.onclose = old.onerror = null;
    old.close();
  }
}

function retry(atLeast = 0) {
  if (!wanted) return;
  connection.set("offline");
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  failures += 1;
  // Full jitter: after a restart of the server its browsers come back spread over time.
  const wait = Math.max(atLeast, longest / 2 + (Math.random() * longest) / 2);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(open, wait);
}

function watchSilence() {
  pingTimer = setInterval(() => {
    if (Date.now() - heardAt > PING_EVERY_MS + ANSWER_WITHIN_MS) {
      drop();
      retry();
    } else {
      say({ type: "ping" });
    }
  }, PING_EVERY_MS);
}

function open() {
  if (!wanted) return;
  drop();
  if (navigator.onLine === false) {
    // The browser says when the network is back; a slow retry covers browsers that are wrong about it.
    connection.set("offline");
    retryTimer = setTimeout(open, LONGEST_WAIT_MS);
    return;
  }
  if (connection.get() === "idle") connection.set("connecting");
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
  socket = mine;
  openTimer = setTimeout(() => {
    drop();
    retry();
  }, OPEN_WITHIN_MS);
  mine.onopen = () => {
    clearTimeout(openTimer);
    heardAt = Date.now();
    say({ type: "hello", batch: true });
    for (const [name, room] of rooms) join(name, room);
    settle();
    watchSilence();
  };
  mine.onmessage = (event) => received(event.data);
  mine.onclose = async (event) => {
    if (socket !== mine) return;
    drop();
    if (event.code !== NOT_AUTHENTICATED) return retry();
    connection.set("offline");
    try {
      // False means that the session has ended; the page then shows how to sign in.
      if (!(await renew())) return stop();
    } catch {
      // The server cannot say; try the connection again later.
    }
    retry(FIRST_WAIT_MS);
  };
}

/** Connect, and stay connected until `stop`. */
export function start() {
  if (wanted) return;
  wanted = true;
  failures = 0;
  open();
}

/** Close the connection and forget all rooms. */
export function stop() {
  wanted = false;
  drop();
  rooms.clear();
  connection.set("idle");
}

/** Try again now. */
export function reconnect() {
  if (!wanted || connection.get() === "online") return;
  failures = 0;
  open();
}

/**
 * Listen to a room until `signal` aborts.
 *
 * `listener`: event(name, data, message) for each event; joined(message) at each confirmation; missed() when events may
 * have been missed, so that the resource must be read again: at the first confirmation, since the resource was read
 * before it, and when history is gone; error(code, detail); logOffset() gives the byte from which the log is wanted,
 * asked at each (re)connection.
 */
export function subscribe(name, listener, signal) {
  if (signal?.aborted) return;
  let room = rooms.get(name);
  const first = !room;
  if (!room) rooms.set(name, (room = { listeners: new Set(), seq: null, epoch: null, answered: false }));
  room.listeners.add(listener);
  if (first || listener.logOffset) join(name, room);
  else if (room.answered) queueMicrotask(() => room.listeners.has(listener) && listener.missed?.());
  signal?.addEventListener(
    "abort",
    () => {
      room.listeners.delete(listener);
      if (room.listeners.size === 0 && rooms.get(name) === room) {
        rooms.delete(name);
        say({ type: "unsubscribe", room: name });
      }
    },
    { once: true },
  );
}

/** Ask for the room again, from where its listeners are now. */
export function resume(name) {
  const room = rooms.get(name);
  if (!room) return;
  say({ type: "unsubscribe", room: name });
  join(name, room);
}

window.addEventListener("online", reconnect);
window.addEventListener("offline", () => {
  if (!wanted) return;
  drop();
  retry();
});
document.addEventListener("visibilitychange", () => {
  // Timers of hidden windows are slowed down by browsers; whoever looks again wants the present.
  if (!document.hidden) reconnect();
});
