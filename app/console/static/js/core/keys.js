/** Keyboard: single keys and two-key sequences, never while somebody types. */

const SEQUENCE_WITHIN_MS = 1_200;
const shortcuts = new Map();
let first = "";
let firstAt = 0;

/** Call `action` when `keys` (`?`, `g p`) are pressed, until `signal` aborts. The newest of equal shortcuts wins. */
export function shortcut(keys, action, signal) {
  const stack = shortcuts.get(keys) ?? [];
  shortcuts.set(keys, stack);
  stack.push(action);
  signal?.addEventListener("abort", () => stack.splice(stack.indexOf(action), 1), { once: true });
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function run(keys, event) {
  const action = shortcuts.get(keys)?.at(-1);
  if (!action) return false;
  event.preventDefault();
  action();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const before = Date.now() - firstAt < SEQUENCE_WITHIN_MS ? first : "";
  first = "";
  if (before && run(`${before} ${event.key}`, event)) return;
  if (run(event.key, event)) return;
  first = event.key;
  firstAt = Date.now();
});
