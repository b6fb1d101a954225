// Elements made without markup: whatever people typed reaches the page as text only.

// Set as properties: the attribute of the same name would only give the initial state.
const LIVE = new Set(["value", "checked", "selected", "disabled", "hidden", "open", "readOnly"]);
const SVG = "http://www.w3.org/2000/svg";

/** An HTML element: `h("button", { class: "ek-x", on: { click } }, "text", child)`. */
export function h(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function s(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

/** Takes everything out of an element and gives it back. */
export function clear(el) {
  el.replaceChildren();
  return el;
}

/** An id that no other element has, also with several forms in one page. */
export function uid(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2, 10)}`;
}

/** Puts nodes, arrays and texts into an element; null, undefined and false are left out. */
export function append(el, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    el.append(typeof child === "object" ? child : String(child));
  }
  return el;
}

function filled(el, props, children) {
  const late = [];
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (LIVE.has(key)) late.push([key, value]);
    else setProp(el, key, value);
  }
  append(el, ...children);
  // After the children: a select takes a value only once it has its options.
  for (const [key, value] of late) el[key] = value;
  return el;
}

function setProp(el, key, value) {
  if (key === "class") el.setAttribute("class", value);
  else if (key === "dataset") Object.assign(el.dataset, value);
  else if (key === "style") setStyle(el, value);
  else if (key === "on") listen(el, value);
  else el.setAttribute(key, value === true ? "" : String(value));
}

function setStyle(el, rules) {
  for (const [name, value] of Object.entries(rules)) el.style.setProperty(name, String(value));
}

function listen(el, handlers) {
  for (const [event, handler] of Object.entries(handlers)) el.addEventListener(event, handler);
}
