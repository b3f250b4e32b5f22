/** Building elements. Data only ever becomes text, attributes or properties, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const SAFE_ADDRESS = /^(?:https?:|mailto:|blob:|[/#?.])/i;
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "readOnly", "multiple", "indeterminate"]);

function apply(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (PROPERTIES.has(name)) element[name] = name === "value" ? "" : false;
    return;
  }
  if (name === "class") {
    element.setAttribute("class", Array.isArray(value) ? value.filter(Boolean).join(" ") : value);
  } else if (name === "on") {
    for (const [type, listener] of Object.entries(value)) if (listener) element.addEventListener(type, listener);
  } else if (name === "data") {
    for (const [key, text] of Object.entries(value)) if (text !== undefined && text !== null) element.dataset[key] = text;
  } else if (name === "style") {
    for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
  } else if (PROPERTIES.has(name)) {
    element[name] = value;
  } else if (name === "href" && !SAFE_ADDRESS.test(value)) {
    // An address out of data (a remote, say) must not become a script.
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** An HTML element: `h("a", {href: "/", on: {click}}, "text", child)`. Children that are null or false are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  // A select takes its value only once its options are there, so children come first.
  append(element, children);
  for (const [name, value] of Object.entries(properties ?? {})) apply(element, name, value);
  return element;
}

/** An SVG element, as `h`. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  append(element, children);
  return element;
}

/** Replace what is in `element`. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Call `listener` on an event until `signal` aborts. */
export function listen(target, type, listener, signal, options = {}) {
  target.addEventListener(type, listener, { ...options, signal });
}

/** A function that runs `work` once things have been quiet for `milliseconds`. */
export function debounce(work, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}

let counter = 0;

/** An id for a label and its field, new at every call. */
export function newId(prefix = "id") {
  counter += 1;
  return `${prefix}-${counter}`;
}
