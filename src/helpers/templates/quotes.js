"use strict";
// Comfort only: search, filter and sort all statements. The first ones stand in the page without this script.
(async () => {
  if (!window.DecompressionStream) return;
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const every = JSON.parse(await new Response(stream).text());
  const SCREEN = 100, DATE = 6;
  const table = document.getElementById("quotes"), body = table.tBodies[0], form = document.getElementById("filters");
  const said = document.getElementById("said"), pages = document.getElementById("pages");
  const order = new Intl.Collator("en", {numeric: true});
  const lower = every.map((row) => row.slice(0, -1).join("\n").toLowerCase());
  let rows = every.map((_, n) => n), sorted = rows, first = 0;
  for (const choice of form.querySelectorAll("select")) {
    const seen = new Map();
    for (const row of every) seen.set(row[choice.name], (seen.get(row[choice.name]) || 0) + 1);
    for (const value of [...seen.keys()].sort(order.compare)) {
      const option = document.createElement("option");
      option.value = value ? "=" + value : "=";
      option.textContent = `${value || "not known"} (${seen.get(value).toLocaleString("en")})`;
      choice.append(option);
    }
  }
  const show = () => {
    body.replaceChildren(...rows.slice(first, first + SCREEN).map((n) => {
      const row = every[n], line = document.createElement("tr");
      row.slice(0, -1).forEach((cell, column) => {
        const place = line.insertCell(), text = document.createElement("bdi");
        text.textContent = cell;
        if (column === row.length - 2 && row[row.length - 1]) {
          const link = document.createElement("a");
          link.href = row[row.length - 1];
          link.append(text);
          place.append(link);
        } else place.append(text);
      });
      return line;
    }));
    const last = Math.min(first + SCREEN, rows.length), n = (number) => number.toLocaleString("en");
    said.textContent = rows.length ? `Rows ${n(first + 1)} to ${n(last)} of ${n(rows.length)}` +
      (rows.length < every.length ? `, of ${n(every.length)} in all` : "") : "No statement fits.";
    pages.hidden = rows.length <= SCREEN;
    const [back, on] = pages.querySelectorAll("button");
    back.disabled = first === 0;
    on.disabled = last === rows.length;
  };
  const filter = () => {
    const value = (name) => form.querySelector(`[name="${name}"]`).value.trim();
    const words = value("words").toLowerCase(), who = value("0").toLowerCase();
    const since = value("since"), until = value("until");
    const chosen = ["5", "1", "2"].map((name) => [name, value(name)]).filter(([, wanted]) => wanted);
    rows = sorted.filter((n) => {
      const row = every[n], day = row[DATE];
      return (!words || lower[n].includes(words)) && (!who || row[0].toLowerCase().includes(who)) &&
        chosen.every(([name, wanted]) => "=" + row[name] === wanted) &&
        (!since || (day && day >= since)) && (!until || (day && day.slice(0, until.length) <= until));
    });
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
