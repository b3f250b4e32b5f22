/** What a person has of their own in the sky: reminders and calendar feeds. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t, tValue } from "../core/i18n.js";
import { button, copyButton, field, into } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { toastError } from "../ui/toast.js";

const LEADS = [0, 60, 1440, 10_080];
const OFFERED = ["full_moon", "new_moon", "solar_eclipse", "lunar_eclipse", "meteor_shower", "conjunction", "opposition", "greatest_elongation_east", "greatest_elongation_west", "march_equinox", "june_solstice", "september_equinox", "december_solstice", "station_retrograde", "sign_ingress"];

const names = (types) => types.map((type) => tValue("console-sky-type-", type)).join(", ");

/** A section that loads itself and can load itself again. */
function section(heading, text, load, signal) {
  const body = h("div", {});
  const renew = () => into(body, load, signal, 2);
  renew();
  return { element: h("section", { class: "sky-part" }, h("h2", {}, heading), h("p", { class: "faint small" }, text), body), renew };
}

/** Reminders: those there are, and a small form for another. */
export function remindersPart(signal) {
  const part = section(t("console-sky-reminders"), t("console-sky-reminders-text"), async () => {
    const { items } = await api.get("/api/sky/subscriptions", null, { signal });
    return [items.length > 0 && h("ul", { class: "rows" }, items.map(line)), form()];
  }, signal);
  const line = (one) => h("li", { class: "row sky-own" },
    h("div", {}, h("div", {}, names(one.types)), h("div", { class: "row-sub" }, LEADS.includes(one.lead_minutes) ? t(`console-sky-lead-${one.lead_minutes}`) : "")),
    remove(() => api.delete(path("sky", "subscriptions", one.id)), t("console-delete")));
  const remove = (work, label) => button("", async () => {
    try {
      await work();
      part.renew();
    } catch (error) {
      toastError(error);
    }
  }, { icon: "trash", kind: "quiet", label });
  const form = () => {
    const type = h("select", { class: "input" }, OFFERED.map((name) => h("option", { value: name }, tValue("console-sky-type-", name))));
    const lead = h("select", { class: "input" }, LEADS.map((minutes) => h("option", { value: String(minutes) }, t(`console-sky-lead-${minutes}`))));
    return h("form", { class: "sky-form", on: { submit: async (event) => {
      event.preventDefault();
      try {
        await api.post("/api/sky/subscriptions", { types: [type.value], lead_minutes: Number(lead.value) });
        part.renew();
      } catch (error) {
        toastError(error);
      }
    } } }, field(t("console-sky-remind"), type), field(t("console-sky-lead"), lead), h("button", { class: "button primary", type: "submit" }, icon("bell"), h("span", {}, t("console-sky-remind"))));
  };
  return part.element;
}

/** Calendar feeds: those there are, and a button for a new address, which is shown once. */
export function feedsPart(signal) {
  const fresh = h("div", { "aria-live": "polite" });
  const part = section(t("console-sky-feeds"), t("console-sky-feeds-text"), async () => {
    const { items } = await api.get("/api/sky/feeds", null, { signal });
    return items.length > 0 && h("ul", { class: "rows" }, items.map((feed) => h("li", { class: "row sky-own" },
      h("div", {}, feed.name || t("console-sky-everything")),
      button(t("console-sky-feed-revoke"), async () => {
        try {
          await api.delete(path("sky", "feeds", feed.id));
          fill(fresh);
          part.renew();
        } catch (error) {
          toastError(error);
        }
      }, { kind: "quiet danger" }))));
  }, signal);
  const make = async (types) => {
    try {
      const feed = await api.post("/api/sky/feeds", { types, name: types.length ? t("console-sky-highlights") : t("console-sky-everything") });
      fill(fresh, h("div", { class: "sky-address" }, h("p", { class: "small" }, t("console-sky-feed-once")), h("div", { class: "sky-copy" }, h("code", { class: "truncate" }, feed.url), copyButton(feed.url, t("console-copy-text")))));
      part.renew();
    } catch (error) {
      toastError(error);
    }
  };
  part.element.append(fresh, h("div", { class: "actions" },
    button(`${t("console-sky-feed-new")} · ${t("console-sky-highlights")}`, () => make(OFFERED.slice(0, 13).concat("first_quarter", "last_quarter")), { icon: "plus" }),
    button(`${t("console-sky-feed-new")} · ${t("console-sky-everything")}`, () => make([]), { icon: "plus" })));
  return part.element;
}
