/** One's own Telegram: the link, when to be written to, and what became of each message. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { fullTime, timeAgo } from "../core/format.js";
import { t, tValue } from "../core/i18n.js";
import { button, copyButton, empty, field, into, pageHead } from "../ui/bits.js";
import { confirmDialog } from "../ui/dialog.js";
import { pagedList } from "../ui/pager.js";
import { toast, toastError } from "../ui/toast.js";

const KINDS = { sent: "good", dead: "bad", unknown: "warn", queued: "live", sending: "live" };

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    toastError(error);
  }
}

function linkPart(state, signal, again) {
  const place = h("div", {});
  if (!state.bot && !state.linked) return h("p", { class: "faint" }, t("console-telegram-none"));
  if (state.linked) {
    fill(place,
      h("p", {}, t("console-telegram-linked", { at: fullTime(state.linked_at) }), state.bot && ` · @${state.bot}`),
      state.blocked_reason && h("p", { class: "form-error" }, t("console-telegram-blocked", { reason: state.blocked_reason })),
      h("div", { class: "actions" },
        button(t("console-telegram-test"), () => attempt(async () => {
          await api.post("/api/telegram/test");
          toast(t("console-telegram-test-sent"), { kind: "good" });
          again();
        })),
        button(t("console-telegram-unlink"), () => attempt(async () => {
          if (!(await confirmDialog(t("console-telegram-unlink"), t("console-telegram-unlink-ask"), t("console-telegram-unlink")))) return;
          await api.delete("/api/auth/telegram-link");
          again();
        }), { kind: "danger" })));
    return place;
  }
  fill(place,
    h("p", {}, t("console-telegram-not-linked")),
    h("div", { class: "actions" }, button(t("console-telegram-link"), () => attempt(async () => {
      const made = await api.post("/api/auth/telegram-link");
      fill(place,
        h("p", {}, t("console-telegram-open-text")),
        h("div", { class: "actions" }, h("a", { class: "button primary", href: made.url, target: "_blank", rel: "noreferrer" }, t("console-telegram-open"))),
        h("p", { class: "faint small" }, t("console-telegram-code")),
        h("p", { class: "mono small" }, `/start ${made.code}`, " ", copyButton(`/start ${made.code}`, t("console-copy-text"))));
      const timer = setInterval(async () => {
        const now = await api.get("/api/telegram").catch(() => null);
        if (!now?.linked) return;
        clearInterval(timer);
        again();
      }, 2000);
      signal.addEventListener("abort", () => clearInterval(timer));
    }), { kind: "primary" })));
  return place;
}

function whenPart(chosen) {
  const clock = (value) => h("input", { class: "input", type: "time", value: value ?? "" });
  const from = clock(chosen.quiet_from);
  const to = clock(chosen.quiet_to);
  const at = clock(chosen.digest_at);
  const digest = h("select", { class: "input", value: chosen.digest, on: { change: () => (atRow.hidden = digest.value !== "daily") } },
    ["off", "hourly", "daily"].map((value) => h("option", { value }, t(`console-telegram-digest-${value}`))));
  const atRow = field(t("console-telegram-digest-at"), at);
  atRow.hidden = chosen.digest !== "daily";
  const save = (event) => {
    event.preventDefault();
    attempt(async () => {
      await api.put("/api/telegram/preferences", {
        quiet_from: from.value || null, quiet_to: to.value || null, digest: digest.value, digest_at: at.value || "09:00",
      });
      toast(t("console-saved"), { kind: "good" });
    });
  };
  return h("form", { class: "form", on: { submit: save } },
    field(t("console-telegram-quiet-from"), from, { hint: t("console-telegram-quiet-hint") }),
    field(t("console-telegram-quiet-to"), to),
    field(t("console-telegram-digest"), digest), atRow,
    h("div", { class: "actions" }, button(t("console-save"), null, { kind: "primary", type: "submit" })));
}

function line(message, reload) {
  const faulty = message.status === "dead" || message.status === "unknown";
  return h("div", { class: "delivery" },
    h("div", { class: "delivery-main" },
      h("div", { class: "truncate" }, message.title || message.body || message.key),
      message.title && h("div", { class: "faint small truncate" }, message.body),
      faulty && h("div", { class: "small" }, [message.error, message.description].filter(Boolean).join(" — "))),
    h("span", { class: `badge ${KINDS[message.status] ?? "muted"}` }, tValue("console-telegram-status-", message.status)),
    timeAgo(message.sent_at ?? message.created_at),
    faulty && button(t("console-telegram-retry"), () => attempt(async () => {
      await api.post(`${path("telegram", "messages", message.id)}/retry`);
      reload();
    }), { kind: "quiet" }));
}

export async function telegramView({ signal, title }) {
  title(t("console-telegram"));
  const link = h("section", { class: "card telegram-card" });
  const when = h("section", { class: "card telegram-card" });
  const list = pagedList({
    signal,
    load: (cursor) => api.get("/api/telegram/messages", { cursor }, { signal }),
    show: (items, place) => place.append(...items.map((item) => line(item, () => list.reload()))),
    none: () => empty(t("console-telegram-history-none")),
  });
  const draw = () => into(link, async () => linkPart(await api.get("/api/telegram", null, { signal }), signal, () => {
    draw();
    list.reload();
  }), signal, 2);
  draw();
  into(when, async () => [h("h2", {}, t("console-telegram-when")), whenPart(await api.get("/api/telegram/preferences", null, { signal }))], signal, 3);
  return [pageHead(t("console-telegram")), link, when, h("h2", { class: "telegram-title" }, t("console-telegram-history")), list.element];
}
