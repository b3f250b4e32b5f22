/** Addresses to views, by the History API. */

const routes = [];
let render = () => {};
let guard = () => true;

/** Add a route: `pattern` like `/projects/:id/files/*`; `*` takes the rest. `load(context)` makes the view. */
export function route(pattern, load, options = {}) {
  const names = [];
  const source = pattern.replace(/:([a-z]+)|\/\*/g, (found, name) => {
    names.push(name ?? "rest");
    return name ? "([^/]+)" : "(?:/(.*))?";
  });
  routes.push({ test: new RegExp(`^${source}/?$`), names, load, options });
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return text ?? "";
  }
}

/** The route of the present address: {load, options, params, query, hash}, or null. */
export function match(url = new URL(location.href)) {
  for (const { test, names, load, options } of routes) {
    const found = test.exec(url.pathname);
    if (!found) continue;
    const params = {};
    names.forEach((name, index) => {
      const text = found[index + 1] ?? "";
      params[name] = name === "rest" ? text.split("/").map(safeDecode).join("/") : safeDecode(text);
    });
    return { load, options, params, query: url.searchParams, hash: url.hash.slice(1) };
  }
  return null;
}

/** Go to `address`, an absolute path of this console. */
export function go(address, { replace = false } = {}) {
  const url = new URL(address, location.href);
  if (!guard(url)) return;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  render();
}

/** Show another query or fragment of the same view without making it again. */
export function note(changes, { hash } = {}) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (hash !== undefined) url.hash = hash;
  history.replaceState(history.state, "", url);
}

/** Ask `check(url)` before leaving a view; it answers whether to go. Cleared when `signal` aborts. */
export function guardLeaving(check, signal) {
  guard = check;
  signal.addEventListener("abort", () => {
    if (guard === check) guard = () => true;
  });
}

/** A path of this console with each part escaped; a slash inside a part stays one. */
export function href(...parts) {
  return `/${parts.map((part) => String(part).split("/").map(encodeURIComponent).join("/")).join("/")}`;
}

function followed(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  const url = new URL(link.href);
  if (!match(url)) return;
  event.preventDefault();
  if (url.href !== location.href) go(url.href);
}

/** Begin: call `draw` now and at each change of address. */
export function startRouter(draw) {
  render = draw;
  document.addEventListener("click", followed);
  window.addEventListener("popstate", () => render());
  render();
}
