/** Calls to the API: cookies, the CSRF header, problem+json as errors, and one renewal of the session when it has run out. */

import { t } from "./i18n.js";

const TIME_LIMIT_MS = 30_000;
const NO_RENEWAL = new Set(["invalid_credentials", "csrf_failed", "second_factor_required", "invalid_otp"]);

/** What an answer other than success says. `code` is stable; `title` and `detail` are words for people. */
export class ApiError extends Error {
  constructor({ status = 0, code = "network", title = "", detail = "", errors = [], retryAfter = null, requestId = "" }) {
    super(detail || title || code);
    Object.assign(this, { status, code, title, detail, errors, retryAfter, requestId });
  }
}

let onSignedOut = () => {};

/** Name the function called when the session has ended and cannot be renewed. */
export function whenSignedOut(callback) {
  onSignedOut = callback;
}

function cookie(name) {
  for (const part of document.cookie.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name || key === `__Host-${name}`) return decodeURIComponent(value.join("="));
  }
  return "";
}

function address(path, query) {
  if (!query) return path;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parameters.set(name, value);
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function send(method, path, { body, query, signal, key, timeLimit = TIME_LIMIT_MS } = {}) {
  const headers = { Accept: "application/json, application/problem+json, */*;q=0.5", "X-Luma-Client": "browser" };
  if (method !== "GET") headers["X-CSRF-Token"] = cookie("luma_csrf");
  const isFile = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimit);
  const stop = () => limit.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    return await fetch(address(path, query), {
      method,
      headers,
      body: body === undefined || isFile ? body : JSON.stringify(body),
      credentials: "same-origin",
      signal: limit.signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError({ code: "network", title: t("console-error-network"), detail: t("console-error-network-detail") });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function problem(answer) {
  let told = {};
  try {
    told = await answer.json();
  } catch {
    // A proxy in front answers with its own page: the status alone has to do.
  }
  const retryAfter = Number(answer.headers.get("Retry-After"));
  return new ApiError({
    status: answer.status,
    code: told.code ?? `http_${answer.status}`,
    title: told.title ?? t("console-error-unexpected"),
    detail: told.detail ?? "",
    errors: Array.isArray(told.errors) ? told.errors : [],
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
    requestId: told.request_id ?? answer.headers.get("X-Request-ID") ?? "",
  });
}

/** Whether this browser holds a session at all, good or not: the readable cookie lives as long as the others. */
export const hasSession = () => cookie("luma_csrf") !== "";

let renewal = null;

async function renewOnce() {
  if (!hasSession()) return false;
  const answer = await send("POST", "/api/auth/refresh");
  if (answer.ok) return true;
  const fault = await problem(answer);
  // Another window was quicker; its answer has already set the new cookies for this one too.
  if (fault.code === "refresh_in_progress") return true;
  if (fault.status === 401 || fault.status === 403) return false;
  throw fault;
}

/** Renew the session: true when it goes on, false when it has ended. All callers share one attempt, all windows queue. */
export function renew() {
  renewal ??= (navigator.locks ? navigator.locks.request("luma-renew", renewOnce) : renewOnce())
    .then((goesOn) => {
      if (!goesOn) onSignedOut();
      return goesOn;
    })
    .finally(() => {
      renewal = null;
    });
  return renewal;
}

async function exchange(method, path, options = {}) {
  let answer = await send(method, path, options);
  if (answer.status === 401 && !options.noRenewal) {
    const fault = await problem(answer.clone());
    if (!NO_RENEWAL.has(fault.code)) {
      if (!(await renew())) throw fault;
      answer = await send(method, path, options);
      if (answer.status === 401) onSignedOut();
    }
  }
  if (!answer.ok) throw await problem(answer);
  return answer;
}

async function json(method, path, options) {
  const answer = await exchange(method, path, options);
  if (answer.status === 204) return null;
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

export const api = {
  get: (path, query, options = {}) => json("GET", path, { ...options, query }),
  post: (path, body, options = {}) => json("POST", path, { ...options, body: body ?? (options.empty ? undefined : {}) }),
  /** Send the bytes of a file. */
  send: (path, file, options = {}) => json("POST", path, { timeLimit: 300_000, ...options, body: file }),
  put: (path, body, options = {}) => json("PUT", path, { ...options, body }),
  patch: (path, body, options = {}) => json("PATCH", path, { ...options, body }),
  delete: (path, options = {}) => json("DELETE", path, options),
  /** The answer itself, for bytes. */
  raw: (path, query, options = {}) => exchange("GET", path, { ...options, query }),
};

/** An Idempotency-Key: the same for every attempt of one wish, so that a retry starts nothing twice. */
export function newKey() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The address of a resource below /api, each part escaped. */
export function path(...parts) {
  return `/api/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
}
