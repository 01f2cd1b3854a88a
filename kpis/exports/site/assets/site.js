// What pages do beyond being read: tables that sort, a list that is searched, charts that answer
// to a pointer. Every page is whole without it. It asks no server for anything.
"use strict";

// Search: the list narrows to entries that hold every word typed.
(() => {
  const field = document.getElementById("q");
  if (!field) return;
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const entries = [...document.querySelectorAll(".s-index li")].map((item) => ({
    item,
    words: plain(`${item.textContent} ${item.dataset.words || ""}`),
  }));
  const groups = [...document.querySelectorAll(".s-group")];
  const told = document.getElementById("found");
  const narrow = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { item, words } of entries) {
      item.hidden = !wanted.every((word) => words.includes(word));
      count += item.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    told.textContent = wanted.length ? `${count} found.` : "";
  };
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", narrow);
  field.closest(".s-search").hidden = false;
  narrow();
})();

// Tables: a press on a column's name sorts by it, the next one the other way round, a third one
// puts the rows back. Groups are headings of rows in the plan's order, so they go while it is not.
for (const table of document.querySelectorAll(".k-table")) {
  const rows = [...table.querySelectorAll("tbody tr:not(.k-group)")];
  const heads = [...table.querySelectorAll("thead th[scope=col]:not(.k-quarter)")];
  if (rows.length < 10 || heads.length < 2) continue;
  const places = new Map(rows.map((row, place) => [row, { place, body: row.parentNode }]));
  const bodies = [...table.tBodies];
  const value = (row, at) => {
    const cell = row.cells[at];
    if (!cell) return null;
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    const text = cell.textContent.trim();
    return text === "" || text === "–" ? null : text;
  };
  const compare = (one, other) => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), "en", { numeric: true });
  };
  const restore = () => {
    for (const row of rows) places.get(row).body.append(row);
  };
  const position = (head) => {
    let at = 0;
    const first = table.tHead.rows[0];
    for (const cell of first.cells) {
      if (cell === head) return at;
      at += cell.colSpan;
    }
    return at;
  };
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      for (const each of heads) each.removeAttribute("aria-sort");
      const next = { null: "ascending", ascending: "descending", descending: null }[before];
      for (const group of table.querySelectorAll("tr.k-group")) group.hidden = next !== null;
      restore();
      if (next === null) return;
      head.setAttribute("aria-sort", next);
      const at = position(head);
      const way = next === "ascending" ? 1 : -1;
      const sorted = rows.map((row) => [value(row, at), row]);
      // What has no value stays below, whichever way.
      sorted.sort(([a, one], [b, other]) => {
        if (a === null || b === null) return (a === null) - (b === null) || places.get(one).place - places.get(other).place;
        return way * compare(a, b) || places.get(one).place - places.get(other).place;
      });
      for (const [, row] of sorted) bodies[0].append(row);
    });
  }
}

// Charts: what a point says when it is pointed at, at once and in full. Without this the browser
// shows the same words after a while.
(() => {
  let tip = null;
  const away = () => {
    tip?.remove();
    tip = null;
  };
  for (const chart of document.querySelectorAll(".k-chart svg")) {
    chart.addEventListener("pointerover", (event) => {
      away();
      const point = event.target;
      const title = point.querySelector?.(":scope > title");
      if (!title || point === chart || !title.textContent) return;
      tip = document.createElement("div");
      tip.className = "s-tip";
      tip.setAttribute("aria-hidden", "true");
      tip.textContent = title.textContent;
      document.body.append(tip);
      const box = point.getBoundingClientRect();
      const left = box.left + box.width / 2 - tip.offsetWidth / 2;
      const most = document.documentElement.clientWidth - tip.offsetWidth - 4;
      tip.style.left = `${window.scrollX + Math.max(4, Math.min(left, most))}px`;
      tip.style.top = `${window.scrollY + box.top - tip.offsetHeight - 6}px`;
    });
    chart.addEventListener("pointerout", away);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && away());
})();
