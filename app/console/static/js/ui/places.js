/** The places of the navigation. They are filled by pages.js; this module imports nothing, so that every part may ask it. */

/** The groups, in order. `person` is the menu behind a person's picture; `admin` is for administrators alone. */
export const GROUPS = [
  { id: "main" },
  { id: "sky", name: "console-group-sky" },
  { id: "person", name: "console-profile" },
  { id: "admin", name: "console-administration" },
];

const places = [];

/** Add a page of pages.js to the navigation. */
export function addPlace(page) {
  places.push(page);
}

/** The pages of one group, in order. */
export const pagesOf = (group) => places.filter((page) => page.group === group);
