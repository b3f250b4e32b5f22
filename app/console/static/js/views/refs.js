/** A choice of branch or tag. */

import { api, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";

const MOST = 500;

const nameOf = (ref) => (typeof ref === "string" ? ref : ref.name);

/** A select of the refs of a project; `onChange(name)` gets an empty text for the head. */
export function refChoice(project, present, onChange, signal) {
  const select = h("select", { class: "input", "aria-label": t("console-ref"), on: { change: () => onChange(select.value) } }, h("option", { value: "" }, t("console-ref-head")));
  if (present) select.append(h("option", { value: present }, present));
  select.value = present;
  // Until the refs are there, the present one can be seen; where they cannot be had, it stays the only choice.
  api.get(path("projects", project.id, "refs"), { limit: 200 }, { signal }).then(
    (answer) => {
      const all = answer.items ?? [...(answer.branches ?? []), ...(answer.tags ?? [])];
      const groups = new Map();
      for (const ref of all.slice(0, MOST)) {
        const kind = ref.kind ?? ref.type ?? "branch";
        if (!groups.has(kind)) groups.set(kind, []);
        groups.get(kind).push(nameOf(ref));
      }
      select.replaceChildren(select.firstChild);
      for (const [kind, names] of groups) select.append(h("optgroup", { label: t(kind === "tag" ? "console-tags" : "console-branches") }, names.map((name) => h("option", { value: name }, name))));
      if (present && ![...select.options].some(({ value }) => value === present)) select.append(h("option", { value: present }, present));
      select.value = present;
    },
    (error) => signal.aborted || console.warn("refs", error),
  );
  return select;
}
