"use strict";
// Finds words in all texts of a corpus, each place with what stands around it.
(async () => {
  if (!window.DecompressionStream) return;
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const every = JSON.parse(await new Response(stream).text());
  const SCREEN = 100, MOST = 20000, WIDTH = 60;
  const form = document.getElementById("filters"), said = document.getElementById("said");
  const table = document.getElementById("rows"), body = table.tBodies[0], pages = document.getElementById("pages");
  const [words, sort, outlet] = form.querySelectorAll("input, select");
  const order = new Intl.Collator("en", {numeric: true});
  for (const name of [...new Set(every.map((row) => row[1]))].sort(order.compare)) {
    const option = document.createElement("option");
    option.value = "=" + name;
    option.textContent = name || "not known";
    outlet.append(option);
  }
  let hits = [], first = 0;
  const pattern = (text) => new RegExp("(?<![\\p{L}\\p{N}_])" +
    text.trim().split(/\s+/).map((one) => one.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("\\s+") +
    "(?![\\p{L}\\p{N}_])", "giu");
  const before = (hit) => every[hit[0]][4].slice(Math.max(0, hit[1] - WIDTH), hit[1]).replace(/\s+/g, " ");
  const after = (hit) => every[hit[0]][4].slice(hit[2], hit[2] + WIDTH).replace(/\s+/g, " ");
  const sentence = (starts, place) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const cell = (line, text, kind) => {
    const place = line.insertCell(), inner = document.createElement(kind);
    inner.textContent = text;
    place.append(inner);
    return place;
  };
  const show = () => {
    body.replaceChildren(...hits.slice(first, first + SCREEN).map((hit) => {
      const row = every[hit[0]], line = document.createElement("tr");
      cell(line, before(hit), "bdi");
      cell(line, row[4].slice(hit[1], hit[2]).replace(/\s+/g, " "), "mark");
      cell(line, after(hit), "bdi");
      cell(line, row[1], "bdi");
      cell(line, row[2], "bdi");
      const link = document.createElement(row[3] ? "a" : "bdi");
      link.textContent = row[0];
      if (row[3]) link.href = row[3] + "#sentence-s" + row[6][Math.max(0, sentence(row[5], hit[1]))];
      line.insertCell().append(link);
      return line;
    }));
    const last = Math.min(first + SCREEN, hits.length), n = (number) => number.toLocaleString("en");
    const articles = new Set(hits.map((hit) => hit[0])).size;
    said.textContent = !words.value.trim() ? "" : !hits.length ? "No place was found." :
      `Places ${n(first + 1)} to ${n(last)} of ${n(hits.length)}${hits.length === MOST ? " or more" : ""}, in ${n(articles)} articles`;
    table.hidden = !hits.length;
    pages.hidden = hits.length <= SCREEN;
    const [back, on] = pages.querySelectorAll("button");
    back.disabled = first === 0;
    on.disabled = last === hits.length;
  };
  const find = () => {
    hits = [];
    first = 0;
    const wanted = words.value.trim() && pattern(words.value);
    every.forEach((row, n) => {
      if (!wanted || (outlet.value && outlet.value !== "=" + row[1])) return;
      for (const found of row[4].matchAll(wanted)) {
        if (hits.length < MOST) hits.push([n, found.index, found.index + found[0].length]);
      }
    });
    const last = (text) => text.trim().split(" ").reverse().join(" ");
    if (sort.value === "after") hits.sort((a, b) => order.compare(after(a).trim(), after(b).trim()));
    if (sort.value === "before") hits.sort((a, b) => order.compare(last(before(a)), last(before(b))));
    show();
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });
  pages.addEventListener("click", (event) => {
    first += SCREEN * Number(event.target.value || 0);
    show();
    table.scrollIntoView();
  });
  form.hidden = false;
  said.textContent = "";
})();
