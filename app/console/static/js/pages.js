/** All pages of the console: their addresses, their views, their places in the navigation.
 *
 * How a page is added:
 * 1. Its view is a module in views/: `exampleView({ params, query, signal, title })` calls `title(text)` and answers
 *    elements, at best beginning with `pageHead(…)`. What it listens to ends with `signal`. An error that it throws is shown.
 * 2. A line in PAGES below. With `group` (ui/places.js) the page stands in the navigation under `name` (the key of
 *    its words) with `icon` (ui/icons.js) and the keys that open it; without, it has an address only. `bar` puts it on the bar of a phone as
 *    well, which has room for three beside its menu. `full` lets it take the whole width, `open` shows it, without the frame, to people who
 *    are not signed in.
 * 3. The first part of its address in PLACES of app/console/handlers.py, so that the server answers there.
 * 4. Its words, `console-…`, in ten languages in the .ftl file of its area. A word may have parameters and plurals:
 *    `t("console-…", { count })`.
 */

import { route } from "./core/router.js";
import { addPlace } from "./ui/places.js";
import { accountView } from "./views/account.js";
import { auditView } from "./views/audit.js";
import { botsView } from "./views/bots.js";
import { dashboardView } from "./views/dashboard.js";
import { executionView } from "./views/execution.js";
import { executionsView } from "./views/executions.js";
import { homeView } from "./views/home.js";
import { magicView } from "./views/magic.js";
import { notificationsView } from "./views/notifications.js";
import { projectView } from "./views/project.js";
import { projectsView } from "./views/projects.js";
import { registerView } from "./views/register.js";
import { rootsView } from "./views/roots.js";
import { scriptView } from "./views/script.js";
import { scriptsView } from "./views/scripts.js";
import { skyView } from "./views/sky.js";
import { telegramView } from "./views/telegram.js";
import { usersView } from "./views/users.js";

const PAGES = [
  { at: "/", view: homeView, group: "main", name: "console-home", icon: "home", keys: "g h", bar: true },

  { at: "/dashboard", view: dashboardView, group: "main", name: "console-dashboard", icon: "chart", keys: "g d" },

  { at: "/projects", view: projectsView, group: "main", name: "console-projects", icon: "projects", keys: "g p", bar: true },
  { at: "/projects/:id", view: projectView },
  { at: "/projects/:id/:tab/*", view: projectView },

  { at: "/scripts", view: scriptsView, group: "main", name: "console-scripts", icon: "scripts", keys: "g s" },
  { at: "/scripts/:id", view: scriptView },

  { at: "/executions", view: executionsView, group: "main", name: "console-runs", icon: "runs", keys: "g r", bar: true },
  { at: "/executions/:id", view: executionView, full: true },

  { at: "/notifications", view: notificationsView, group: "main", name: "console-notifications", icon: "bell", keys: "g n", counts: true },

  { at: "/sky", view: skyView, group: "sky", name: "console-sky", icon: "star", keys: "g y" },

  { at: "/login/magic", view: magicView, open: true },
  { at: "/telegram", view: telegramView, group: "person", name: "console-telegram", icon: "bell" },

  { at: "/bots", view: botsView, group: "admin", name: "console-bots", icon: "bell" },
  { at: "/scan-roots", view: rootsView, group: "admin", name: "console-roots", icon: "roots", keys: "g o" },
  { at: "/users", view: usersView, group: "admin", name: "console-users", icon: "users", keys: "g u" },
  { at: "/audit", view: auditView, group: "admin", name: "console-audit", icon: "shield", keys: "g a" },

  { at: "/account", view: accountView, group: "person", name: "console-account", icon: "user" },
  { at: "/register", view: registerView, open: true },
];

for (const page of PAGES) {
  route(page.at, page.view, { full: page.full, open: page.open });
  if (page.group) addPlace(page);
}
