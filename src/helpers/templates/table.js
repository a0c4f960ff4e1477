"use strict";
// Comfort only: search, filter and sort a table. Its first rows stand in the page without this script.
(async () => {
  if (!window.DecompressionStream) return;
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const every = JSON.parse(await new Response(stream).text());
  const SCREEN = 100;
  const table = document.getElementById("rows"), body = table.tBodies[0], form = document.getElementById("filters");
  const said = document.getElementById("said"), pages = document.getElementById("pages");
  const width = table.tHead.rows[0].cells.length, linked = Number(table.dataset.linked);
  const order = new Intl.Collator("en", {numeric: true});
  // A row holds its cells, the address of the linked one, and what is searched but not shown.
  const lower = every.map((row) => row.slice(0, width).concat(row.slice(width + 1)).join("\n").toLowerCase());
  let rows = every.map((_, n) => n), sorted = rows, first = 0;
  for (const choice of form.querySelectorAll("select")) {
    const seen = new Map();
    for (const row of every) seen.set(row[choice.name], (seen.get(row[choice.name]) || 0) + 1);
    for (const value of [...seen.keys()].sort(order.compare)) {
      const option = document.createElement("option");
      option.value = "=" + value;
      option.textContent = `${value || "not known"} (${seen.get(value).toLocaleString("en")})`;
      choice.append(option);
    }
  }
  const show = () => {
    body.replaceChildren(...rows.slice(first, first + SCREEN).map((n) => {
      const row = every[n], line = document.createElement("tr");
      for (let column = 0; column < width; column += 1) {
        const place = line.insertCell(), text = document.createElement("bdi");
        text.textContent = row[column];
        if (column === linked && row[width]) {
          const link = document.createElement("a");
          link.href = row[width];
          link.append(text);
          place.append(link);
        } else place.append(text);
      }
      return line;
    }));
    const last = Math.min(first + SCREEN, rows.length), n = (number) => number.toLocaleString("en");
    said.textContent = rows.length ? `Rows ${n(first + 1)} to ${n(last)} of ${n(rows.length)}` +
      (rows.length < every.length ? `, of ${n(every.length)} in all` : "") : "No row fits.";
    pages.hidden = rows.length <= SCREEN;
    const [back, on] = pages.querySelectorAll("button");
    back.disabled = first === 0;
    on.disabled = last === rows.length;
  };
  const filter = () => {
    const wanted = [...form.querySelectorAll("input, select")].map((field) => {
      const value = field.value.trim(), low = value.toLowerCase(), column = field.name;
      if (!value) return null;
      if (field.tagName === "SELECT") return (n) => "=" + every[n][column] === value;
      if (field.dataset.end === "since") return (n) => every[n][column] && every[n][column] >= value;
      if (field.dataset.end === "until")
        return (n) => every[n][column] && every[n][column].slice(0, value.length) <= value;
      return column ? (n) => every[n][column].toLowerCase().includes(low) : (n) => lower[n].includes(low);
    }).filter(Boolean);
    rows = wanted.length ? sorted.filter((n) => wanted.every((fits) => fits(n))) : sorted;
    first = 0;
    show();
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sorted = [...sorted].sort((a, b) => order.compare(every[a][column], every[b][column]) * (down ? -1 : 1));
      filter();
    });
  });
  form.addEventListener("input", filter);
  pages.addEventListener("click", (event) => {
    first += SCREEN * Number(event.target.value || 0);
    show();
    table.scrollIntoView();
  });
  form.hidden = false;
  filter();
})();
