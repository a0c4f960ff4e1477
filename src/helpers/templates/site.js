"use strict";
// Comfort only: sort and filter the tables. Without this script they are there all the same.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows];
  const text = (row, n) => row.cells[n].textContent;
  const say = document.createElement("p");
  say.setAttribute("role", "status");
  const label = document.createElement("label");
  label.textContent = "Search this table ";
  const box = document.createElement("input");
  box.type = "search";
  label.append(box);
  table.parentElement.before(label, say);
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase();
    let n = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      n += !row.hidden;
    }
    say.textContent = wanted ? `${n} of ${rows.length} rows` : "";
  });
  [...table.tHead.rows[0].cells].forEach((head, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = new Intl.Collator("en", {numeric: true});
      rows.sort((a, b) => order.compare(text(a, n), text(b, n)) * (down ? -1 : 1));
      body.append(...rows);
    });
  });
}
