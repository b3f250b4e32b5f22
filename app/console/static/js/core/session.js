/** Who is signed in. */

import { ApiError, api, hasSession, whenSignedOut } from "./api.js";
import { setTimeZone } from "./format.js";
import { language, loadLanguage } from "./i18n.js";
import { Store } from "./store.js";

/** The user of /api/auth/me; null when nobody is signed in. */
export const user = new Store(null);

const LANGUAGE_HINT = "luma-language";

/** The language last used in this browser, so that the first paint is already in it. */
export function rememberedLanguage() {
  try {
    return localStorage.getItem(LANGUAGE_HINT);
  } catch {
    return null;
  }
}

async function adopt(person) {
  setTimeZone(person?.timezone);
  if (person && person.language !== language()) await loadLanguage(person.language);
  try {
    if (person) localStorage.setItem(LANGUAGE_HINT, person.language);
  } catch {
    // Private windows may refuse storage; the language then comes with the next answer of the server.
  }
  user.set(person);
}

whenSignedOut(() => user.set(null));

/** Find out who is signed in. Throws ApiError where the server cannot say. */
export async function readSession() {
  if (!hasSession()) {
    user.set(null);
    return;
  }
  try {
    await adopt(await api.get("/api/auth/me"));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    user.set(null);
  }
}

/** Sign in; `otp` is the code of an authenticator, asked for by the error `second_factor_required`. */
export async function signIn(username, password, otp) {
  const answer = await api.post("/api/auth/login", { username, password, ...(otp ? { otp } : {}) }, { noRenewal: true });
  await adopt(answer.user ?? (await api.get("/api/auth/me")));
}

/** Sign in with a link that came over Telegram: its token, and what else is asked for. */
export async function signInByLink(body) {
  const answer = await api.post("/api/auth/magic-link/redeem", body, { noRenewal: true });
  await adopt(answer.user ?? (await api.get("/api/auth/me")));
}

/** Make an account for oneself and be signed in. */
export async function register(account) {
  const answer = await api.post("/api/auth/register", account, { noRenewal: true });
  await adopt(answer.user);
}

export async function signOut(everywhere = false) {
  try {
    await api.post(everywhere ? "/api/auth/logout-all" : "/api/auth/logout", undefined, { empty: true });
  } catch (error) {
    // A session that has ended already is what was asked for.
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  user.set(null);
}

/** Change the signed-in user's own settings. */
export async function changeProfile(changes) {
  await adopt(await api.patch("/api/auth/me", changes));
}

export const isAdmin = () => user.get()?.role === "admin";
