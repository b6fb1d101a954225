// Comfort only: without it every case is listed in order and every part of the page opens by itself.
"use strict";
const table = document.getElementById("index");
const rows = [...table.tBodies[0].rows];
const cases = [...document.querySelectorAll("details.case")];
const box = document.getElementById("filter");
const shown = document.getElementById("shown");

function filter() {
  const wanted = box.value.trim().toLocaleLowerCase();
  let count = 0;
  rows.forEach((row, place) => {
    const fits = row.textContent.toLocaleLowerCase().includes(wanted);
    row.hidden = !fits;
    cases[place].hidden = !fits;
    count += fits;
  });
  shown.textContent = shown.dataset.text.replace("{n}", count).replace("{all}", rows.length);
}

function sortBy(head, column) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  const text = (row) => row.cells[column].textContent.trim();
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sorted = [...rows].sort((a, b) => (up ? 1 : -1) * order.compare(text(a), text(b)));
  table.tBodies[0].append(...sorted);
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
}

function openAround(target) {
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}

function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) at.hidden = false;
  openAround(target);
  // A case's anchor lies below its name, where browsers without this script open it by themselves.
  (target.parentElement.matches("details.case") ? target.parentElement : target).scrollIntoView();
}

[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortBy(head, column));
  head.append(button);
});
box.addEventListener("input", filter);
document.getElementById("open-all").addEventListener("click", () => cases.forEach((one) => (one.open = true)));
document.getElementById("close-all").addEventListener("click", () => cases.forEach((one) => (one.open = false)));
document.getElementById("tools").hidden = false;
if (matchMedia("(max-width: 70rem)").matches) document.querySelector("nav > details").open = false;
addEventListener("hashchange", follow);
filter();
follow();
