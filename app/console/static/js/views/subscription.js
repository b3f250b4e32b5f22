/** Which events of a project a person is told of, and where. */

import { api, path } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { user } from "../core/session.js";
import { into, toggle } from "../ui/bits.js";
import { toastError } from "../ui/toast.js";

const EVENTS = ["commit", "pull", "comment", "mention", "execution", "alert"];
const CHANNELS = ["web", "telegram"];

/** A part of the page that keeps itself: each switch is saved at once, and put back where that fails. */
export function subscriptionPart(project, signal) {
  const address = path("projects", project.id, "subscription");
  const body = h("div", {});
  let state = { events: [], channels: [] };

  const save = async (next) => {
    const before = state;
    state = next;
    try {
      // An empty choice is kept as such: without one the installation's own default would apply.
      state = { ...next, ...(await api.put(address, { events: next.events, channels: next.channels })) };
    } catch (error) {
      state = before;
      toastError(error);
    }
    draw();
  };
  const flip = (list, name, on) => (on ? [...new Set([...list, name])] : list.filter((other) => other !== name));

  const draw = () => {
    const focused = document.activeElement?.dataset?.part;
    fill(body, switches());
    if (focused) body.querySelector(`[data-part="${focused}"]`)?.focus();
  };
  const switches = () => {
    const none = state.events.length === 0;
    const line = (kind, name, list, hint, disabled) => {
      const row = toggle(t(`console-${kind}-${name}`), list.includes(name), (on) => {
        const changed = flip(list, name, on);
        if (kind === "event") save({ events: changed, channels: state.channels.length || !on ? state.channels : ["web"] });
        else if (changed.length > 0) save({ ...state, channels: changed });
        else draw();
      }, { hint });
      row.input.disabled = disabled;
      row.input.dataset.part = `${kind}-${name}`;
      return row;
    };
    return [
      h("div", { class: "switch-list" }, EVENTS.map((name) => line("event", name, state.events))),
      h("h3", { class: "day" }, t("console-channels")),
      h("div", { class: "switch-list" }, CHANNELS.map((name) => {
        const unlinked = name === "telegram" && !user.get()?.telegram_linked;
        return line("channel", name, state.channels, unlinked ? t("console-channel-telegram-unlinked") : null, none);
      })),
    ];
  };

  const part = h("section", {}, h("h2", {}, t("console-subscription")), body);
  into(body, async () => {
    try {
      const answer = await api.get(address, null, { signal });
      state = { events: answer?.events ?? [], channels: answer?.channels ?? [] };
    } catch (error) {
      // No subscription yet is where everybody begins.
      if (error?.status !== 404) throw error;
    }
    return switches();
  }, signal, 3);
  return part;
}
