/** The reference of the API: /api/openapi.json as a page. */

import { debounce, fill, h } from "../core/dom.js";
import { loadLanguage, t } from "../core/i18n.js";
import { rememberedLanguage } from "../core/session.js";
import { shortcut } from "../core/keys.js";
import { empty, failure, linkButton, skeleton } from "../ui/bits.js";
import { icon, mark } from "../ui/icons.js";
import { properties, propertyRow, prose, typeOf } from "./schema.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
const root = document.getElementById("app");

function operationsOf(spec) {
  const found = [];
  for (const [address, item] of Object.entries(spec.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      found.push({ address, method, operation, parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])], tag: operation.tags?.[0] ?? t("console-docs-untagged"), id: `${method}${address}`.replace(/[^a-z0-9]+/gi, "-") });
    }
  }
  return found;
}

function byTag(spec, operations) {
  const order = (spec.tags ?? []).map(({ name }) => name);
  const groups = new Map(order.map((name) => [name, []]));
  for (const operation of operations) {
    if (!groups.has(operation.tag)) groups.set(operation.tag, []);
    groups.get(operation.tag).push(operation);
  }
  return [...groups].filter(([, list]) => list.length);
}

function addressOf(address) {
  return h("span", { class: "address" }, address.split(/(\{[^}]+\})/).map((part) => (part.startsWith("{") ? h("em", {}, part) : part)));
}

function contents(content) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => h("span", {}, h("span", { class: "mono small" }, typeOf(schema)), type === "application/json" ? null : h("span", { class: "faint small" }, ` ${type}`)));
}

function resolve(spec, schema) {
  const name = schema?.$ref?.split("/").at(-1);
  return name ? spec.components?.schemas?.[name] ?? schema : schema;
}

function body(spec, { operation, parameters }) {
  const sent = operation.requestBody?.content;
  return h(
    "div",
    { class: "operation-body" },
    operation.description && h("p", {}, prose(operation.description)),
    parameters.length > 0 && h("section", {}, h("h3", {}, t("console-docs-parameters")),
      h("div", { class: "properties" }, parameters.map((one) => propertyRow(one.name, one.schema, { required: one.required, description: one.description, where: one.in })))),
    sent && h("section", {}, h("h3", {}, t("console-docs-body")), Object.values(sent).map(({ schema }) => properties(resolve(spec, schema)))),
    h("section", {}, h("h3", {}, t("console-docs-responses")), Object.entries(operation.responses ?? {}).map(([code, answer]) =>
      h("div", { class: "answer" }, h("span", { class: "code" }, code), contents(answer.content), h("span", { class: "soft" }, prose(answer.description ?? ""))))),
  );
}

function operationCard(spec, entry) {
  const { operation, method, address, id } = entry;
  const isPublic = !(operation.security ?? spec.security ?? []).length;
  const card = h("details", { class: "operation", id }, h("summary", {}, h("span", { class: `method ${method}` }, method.toUpperCase()), addressOf(address), h("span", { class: "summary" }, prose(operation.summary ?? "")), isPublic && h("span", { class: "badge" }, t("console-docs-public"))));
  card.addEventListener("toggle", () => {
    if (card.open && card.childElementCount === 1) card.append(body(spec, entry));
  });
  return card;
}

function draw(spec, text) {
  const operations = operationsOf(spec).filter(({ address, operation, method }) => `${method} ${address} ${operation.summary ?? ""} ${operation.description ?? ""}`.toLowerCase().includes(text.toLowerCase()));
  const groups = byTag(spec, operations);
  const schemas = text ? [] : Object.entries(spec.components?.schemas ?? {}).sort(([one], [other]) => one.localeCompare(other));
  const nav = [
    ...groups.map(([tag, list]) => [h("div", { class: "reference-group" }, tag), list.map(({ id, method, address }) => h("a", { class: "reference-link", href: `#${id}`, title: address }, h("span", { class: `method ${method}` }, method.toUpperCase()), h("span", { class: "truncate" }, address.replace(/^\/api/, ""))))]),
    schemas.length > 0 && [h("div", { class: "reference-group" }, t("console-docs-schemas")), schemas.map(([name]) => h("a", { class: "reference-link mono", href: `#schema-${name}` }, name))],
  ];
  const main = [
    ...groups.map(([tag, list]) => h("section", { class: "reference-tag" }, h("h2", {}, tag), list.map((entry) => operationCard(spec, entry)))),
    operations.length === 0 && empty(t("console-docs-none"), ""),
    schemas.length > 0 && h("section", { class: "reference-tag" }, h("h2", {}, t("console-docs-schemas")), schemas.map(([name, schema]) => h("section", { class: "schema", id: `schema-${name}` }, h("h3", {}, name), schema.description && h("p", {}, prose(schema.description)), properties(schema)))),
  ];
  return { nav, main };
}

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  if (named.tagName === "DETAILS") named.open = true;
  named.scrollIntoView({ block: "start" });
}

async function begin() {
  fill(root, skeleton(12));
  try {
    await loadLanguage(rememberedLanguage() ?? document.documentElement.dataset.language);
    const answer = await fetch("/api/openapi.json", { credentials: "same-origin" });
    if (!answer.ok) throw Object.assign(new Error("document"), { code: "unexpected", status: answer.status });
    show(await answer.json());
  } catch (error) {
    console.error(error);
    fill(root, failure(error.code ? error : { code: "network", status: 0 }, begin));
  }
}

function show(spec) {
  const nav = h("nav", { "aria-label": t("console-docs-title") });
  const list = h("div", { id: "operations" });
  const filter = () => {
    const parts = draw(spec, input.value.trim());
    fill(nav, parts.nav);
    fill(list, parts.main);
  };
  const input = h("input", { class: "input", type: "search", placeholder: t("console-docs-search"), "aria-label": t("console-docs-search"), on: { input: debounce(filter, 120) } });
  document.title = `${t("console-docs-title")} · LumaStack`;
  fill(root, h("div", { class: "reference" },
    h("aside", { class: "reference-side" },
      h("a", { class: "brand", href: "/" }, mark(), h("span", {}, "LumaStack")),
      h("div", { class: "search", role: "search" }, icon("search"), input, h("kbd", { "aria-hidden": "true" }, "/")),
      nav),
    h("main", { class: "reference-main" },
      h("header", {},
        h("h1", {}, `${spec.info?.title ?? "LumaStack"} `, h("span", { class: "badge" }, spec.info?.version ?? "")),
        spec.info?.description && h("p", {}, prose(spec.info.description)),
        h("div", { class: "actions" }, linkButton(t("console-docs-document"), "/api/openapi.json", { icon: "docs" }), linkButton(t("console-docs-console"), "/", { icon: "projects" }))),
      list)));
  filter();
  shortcut("/", () => input.focus());
  window.addEventListener("hashchange", openNamed);
  openNamed();
}

begin();
