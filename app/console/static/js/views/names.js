/** The names behind ids: a run names its script and its project by id alone. */

import { api, path } from "../core/api.js";

const known = new Map();

async function ask(kind, id) {
  try {
    return (await api.get(path(kind, id))).name;
  } catch (error) {
    // What was deleted has no name any more; anything else may be asked again.
    if (error?.status !== 404) known.delete(`${kind}/${id}`);
    return null;
  }
}

/** The name of a script (`kind` "scripts") or a project ("projects"), null where it is gone. Each is asked for once. */
export function nameOf(kind, id) {
  const key = `${kind}/${id}`;
  if (!known.has(key)) known.set(key, ask(kind, id));
  return known.get(key);
}

/** Note a name that came with something else, under its newest form. */
export function noteName(kind, { id, name }) {
  known.set(`${kind}/${id}`, Promise.resolve(name));
}
