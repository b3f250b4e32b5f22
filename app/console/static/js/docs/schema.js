/** JSON Schema in words: the type of a value on one line, the properties of an object as a table. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";

const nameOf = (reference) => reference.split("/").at(-1);

/** Words of the document with their `code` set as such. */
export function prose(text) {
  return String(text).split(/`([^`]+)`/).map((part, index) => (index % 2 ? h("code", {}, part) : part));
}

/** The address of a schema on this page. */
export const anchor = (name) => `#schema-${name}`;

function limits(schema) {
  const found = [];
  if (schema.minLength !== undefined || schema.maxLength !== undefined) found.push(`${schema.minLength ?? 0}…${schema.maxLength ?? ""}`);
  if (schema.minimum !== undefined || schema.maximum !== undefined) found.push(`${schema.minimum ?? ""}…${schema.maximum ?? ""}`);
  if (schema.pattern) found.push(schema.pattern);
  return found.length ? ` (${found.join(", ")})` : "";
}

function join(parts, between) {
  return parts.flatMap((part, index) => (index ? [between, part] : [part]));
}

/** The type of `schema` as nodes: names of schemas are links. */
export function typeOf(schema, depth = 0) {
  if (!schema || depth > 6) return ["any"];
  if (schema.$ref) return [h("a", { href: anchor(nameOf(schema.$ref)) }, nameOf(schema.$ref))];
  const union = schema.anyOf ?? schema.oneOf;
  if (union) {
    const solid = union.filter((part) => part.type !== "null");
    const words = join(solid.map((part) => typeOf(part, depth + 1)).map((nodes) => h("span", {}, nodes)), " | ");
    return solid.length < union.length ? [...words, ` ${t("console-docs-nullable")}`] : words;
  }
  if (schema.allOf) return join(schema.allOf.map((part) => h("span", {}, typeOf(part, depth + 1))), " & ");
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return [schema.enum.map((value) => JSON.stringify(value)).join(" | ")];
  if (Array.isArray(schema.type)) {
    const solid = schema.type.filter((type) => type !== "null");
    return [solid.join(" | "), solid.length < schema.type.length ? ` ${t("console-docs-nullable")}` : ""];
  }
  if (schema.type === "array") return [...typeOf(schema.items, depth + 1), "[]"];
  if (schema.type === "object" && schema.additionalProperties && typeof schema.additionalProperties === "object") return ["{ … : ", ...typeOf(schema.additionalProperties, depth + 1), " }"];
  return [`${schema.type ?? "any"}${schema.format ? ` · ${schema.format}` : ""}${limits(schema)}`];
}

/** One named value: a property or a parameter. */
export function propertyRow(name, schema, { required = false, description, where } = {}) {
  const text = description ?? schema?.description;
  return h(
    "div",
    { class: "property" },
    h("div", {}, h("span", { class: "name" }, name), required && h("span", { class: "must" }, t("console-docs-required"))),
    h("div", {},
      h("span", { class: "type" }, typeOf(schema)),
      where && h("span", { class: "faint small" }, ` · ${where}`),
      schema?.default !== undefined && schema.default !== null && h("span", { class: "faint small" }, ` · ${t("console-docs-default")} ${JSON.stringify(schema.default)}`),
      text && h("p", {}, prose(text))),
  );
}

/** The properties of an object, or its type where it has none. */
export function properties(schema) {
  const entries = Object.entries(schema?.properties ?? {});
  if (!entries.length) return h("p", { class: "type mono small" }, typeOf(schema));
  const required = new Set(schema.required ?? []);
  return h("div", { class: "properties" }, entries.map(([name, property]) => propertyRow(name, property, { required: required.has(name) })));
}
