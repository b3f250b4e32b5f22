/** The files of a project at any ref: folders, and files as text. */

import { api, path } from "../core/api.js";
import { h } from "../core/dom.js";
import { bytes, number } from "../core/format.js";
import { t } from "../core/i18n.js";
import { go, href } from "../core/router.js";
import { copyButton, empty, into, linkButton } from "../ui/bits.js";
import { icon } from "../ui/icons.js";
import { commitLine } from "./parts.js";
import { refChoice } from "./refs.js";

const MOST_SHOWN_BYTES = 1_000_000;
const MOST_ENTRIES = 2_000;
const ICONS = { tree: "folder", blob: "file", symlink: "link", submodule: "module" };
/** What listings have shown to be files, so that an address need not be tried as a folder first. */
const files = new Set();
const isFolder = (type) => type === "tree";

function address(project, ref, where) {
  const query = ref ? `?ref=${encodeURIComponent(ref)}` : "";
  return `${where ? href("projects", project.id, "files", where) : href("projects", project.id, "files")}${query}`;
}

function pathBar(project, ref, where) {
  const names = where.split("/").filter(Boolean);
  return h("nav", { class: "path-bar", "aria-label": t("console-path") },
    names.length ? h("a", { href: address(project, ref, "") }, project.name) : h("strong", {}, project.name),
    names.map((name, index) => [
      h("span", { class: "sep" }, "/"),
      index === names.length - 1 ? h("strong", {}, name) : h("a", { href: address(project, ref, names.slice(0, index + 1).join("/")) }, name),
    ]));
}

function entryRow(project, ref, entry) {
  // A name that is not UTF-8 has no address of its own here.
  const opens = entry.type !== "submodule" && !entry.path_b64;
  const commit = entry.last_commit;
  if (!isFolder(entry.type)) files.add(`${project.id} ${ref} ${entry.path}`);
  return h(
    "div",
    { class: "row entry-row" },
    icon(ICONS[entry.type] ?? "file", isFolder(entry.type) ? "dir" : ""),
    opens ? h("a", { class: "cover truncate", href: address(project, ref, entry.path) }, entry.name) : h("span", { class: "truncate" }, entry.name),
    h("span", { class: "row-sub truncate" }, commit ? [commit.subject, h("span", { class: "faint" }, " · ", commitLine(commit))] : ""),
    h("span", { class: "row-end" }, isFolder(entry.type) || entry.size === null || entry.size === undefined ? "" : bytes(entry.size)),
  );
}

async function folder(project, ref, where, signal) {
  const answer = await api.get(path("projects", project.id, "tree"), { ref, path: where, limit: MOST_ENTRIES }, { signal });
  const entries = [...answer.entries];
  entries.sort((one, other) => Number(isFolder(other.type)) - Number(isFolder(one.type)));
  if (!entries.length) return empty(t("console-files-none"), "");
  return [
    answer.truncated && h("div", { class: "notice" }, icon("info"), h("div", {}, t("console-files-cut"))),
    h("div", { class: "rows" }, entries.map((entry) => entryRow(project, ref, entry))),
  ];
}

function textOf(data) {
  if (data.subarray(0, 8000).includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    // Text of another time is mostly Latin; better readable in parts than not at all.
    return new TextDecoder("windows-1252").decode(data);
  }
}

/** Read up to `most` bytes of an answer; answers the bytes and whether there were more. */
async function firstBytes(answer, most) {
  const parts = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      break;
    }
  }
  const all = new Uint8Array(await new Blob(parts).arrayBuffer());
  return { data: all.subarray(0, most), more: all.length > most };
}

async function file(project, ref, where, signal) {
  const parameters = new URLSearchParams({ path: where, ...(ref && { ref }) });
  const raw = `${path("projects", project.id, "raw")}?${parameters}`;
  const answer = await api.raw(raw, null, { signal });
  const size = Number(answer.headers.get("Content-Length")) || null;
  const { data, more } = await firstBytes(answer, MOST_SHOWN_BYTES);
  const text = textOf(data);
  const name = where.split("/").at(-1);
  const lines = text === null ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const head = h("div", { class: "file-head" },
    h("span", {}, bytes(size ?? data.length)),
    text !== null && h("span", {}, `${t("console-lines")} ${number(lines)}${more ? "+" : ""}`),
    h("div", { class: "actions" },
      linkButton(t("console-history"), `${href("projects", project.id, "commits")}?${parameters}`, { kind: "quiet", icon: "runs" }),
      text !== null && copyButton(text, t("console-copy-text")),
      linkButton("", raw, { kind: "quiet", icon: "download", download: name, "aria-label": t("console-download"), title: t("console-download") })));
  if (text === null) return h("div", { class: "file" }, head, empty(t("console-file-binary"), t("console-file-binary-text")));
  const numbers = Array.from({ length: lines }, (_, index) => index + 1).join("\n");
  return h("div", { class: "file" }, head,
    more && h("div", { class: "notice" }, icon("info"), h("div", {}, t("console-file-cut"))),
    text === "" ? empty(t("console-file-empty"), "") : h("div", { class: "file-text", tabindex: "0", role: "region", "aria-label": name },
      h("pre", { class: "numbers", "aria-hidden": "true" }, numbers), h("pre", { class: "lines" }, text)));
}

/** A path may be a folder or a file, and an address does not say which: ask for the folder first. */
async function either(project, ref, where, signal) {
  if (files.has(`${project.id} ${ref} ${where}`)) return file(project, ref, where, signal);
  try {
    return await folder(project, ref, where, signal);
  } catch (error) {
    if (!where || error?.status !== 404) throw error;
    return file(project, ref, where, signal);
  }
}

export function filesPart(project, signal, { query, rest }) {
  const ref = query.get("ref") ?? "";
  const body = h("div", {});
  into(body, () => either(project, ref, rest, signal), signal, 8);
  return [
    h("div", { class: "tools" }, pathBar(project, ref, rest), refChoice(project, ref, (chosen) => go(address(project, chosen, rest)), signal)),
    body,
  ];
}
