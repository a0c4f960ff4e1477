"use strict";
// The exercises of a page: answers are compared here, kept on this device alone, and sent nowhere. No library.
// Function by function this does what classroom/answers.py does; tests/verdicts.csv holds both to the same verdicts.
// What is accepted stands in the page as slow, salted digests: enough against looking, not against a programmer.
const DATA = JSON.parse(document.getElementById("classroom")?.textContent || "{}");
const WORDS = DATA.words || {};
const has = (use, word) => Object.hasOwn(WORDS[use], word);

// ---------------------------------------------------------------- the digest: PBKDF2-HMAC-SHA256, RFC 8018, one block

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (x) => ((x % 1) * 2 ** 32) | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const W = new Int32Array(64);

function compress(state, block) {
  for (let i = 0; i < 16; i++) W[i] = block[i];
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15], y = W[i - 2];
    W[i] = W[i - 16] + W[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3))
      + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))
      + ((e & f) ^ (~e & g)) + ROUND[i] + W[i]) | 0;
    const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10)))
      + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

function blocks(bytes, before) {
  const size = Math.ceil((bytes.length + 9) / 64) * 16, words = new Int32Array(size);
  bytes.forEach((byte, i) => { words[i >> 2] |= byte << (24 - (i % 4) * 8); });
  words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length % 4) * 8);
  words[size - 1] = (bytes.length + before) * 8;
  return words;
}

function hash(state, bytes, before) {
  const words = blocks(bytes, before);
  for (let at = 0; at < words.length; at += 16) state = compress(state, words.subarray(at, at + 16));
  return state;
}

const utf8 = (text) => [...new TextEncoder().encode(text)];
const bytesOf = (words) => words.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);

function digest(form, salt, rounds) {
  let key = utf8(form);
  if (key.length > 64) key = bytesOf(hash(START, key, 0));
  const pad = (sign) => {
    const block = new Int32Array(16);
    for (let i = 0; i < 64; i++) block[i >> 2] |= ((key[i] || 0) ^ sign) << (24 - (i % 4) * 8);
    return compress(START, block);
  };
  const inner = pad(0x36), outer = pad(0x5c), block = new Int32Array(16);
  const again = (words) => {
    for (let i = 0; i < 8; i++) block[i] = words[i];
    block[8] = 0x80000000 | 0;
    block.fill(0, 9, 15);
    block[15] = 96 * 8;
    return block;
  };
  let last = compress(outer, again(hash(inner, [...utf8(salt), 0, 0, 0, 1], 64)));
  const sum = [...last];
  for (let round = 1; round < rounds; round++) {
    last = compress(outer, again(compress(inner, again(last))));
    for (let i = 0; i < 8; i++) sum[i] ^= last[i];
  }
  return bytesOf(sum).map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
}

// ---------------------------------------------------------------- how pupils write

function plain(text) {
  const kept = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘ʼ]s(?![\p{L}\p{N}])/gu, " ");
  const parts = kept.replace(/[^\p{L}\p{N}]+/gu, " ").split(" ").filter((word) => word && !/^(the|a|an)$/.test(word));
  const letter = (word) => word !== undefined && /^\p{L}$/u.test(word), joined = [];
  parts.forEach((word, place) => {
    if (letter(word) && letter(parts[place - 1])) joined[joined.length - 1] += word;
    else joined.push(word);
  });
  return joined.join(" ");
}

function nameOf(sheet, entry, look) {
  const form = plain(entry), bare = form.split(" ").filter((word) => !has("body", word)).join(" ");
  const short = bare.split(" ").filter((word) => !has("title", word)).join(" ");
  for (const tried of [form, bare, short]) {
    const found = tried ? look(tried) : null;
    if (found !== null && (tried === form || tried === bare || sheet.people.includes(found))) return found;
  }
  return null;
}

function cut(text) {
  const between = Object.keys(WORDS.joint).join("|");
  const pieces = text.split(new RegExp(`[\\n,;>/|→]|\\s[-–—]\\s|\\b(?:${between})\\b`));
  return pieces.map((piece) => piece.replace(/^[ ."“”']+|[ ."“”']+$/g, "")).filter(Boolean);
}

function partsOf(given, wanted) {
  const filled = given.filter(Boolean);
  if (filled.length !== 1 || wanted === 1) return filled;
  return cut(filled[0].replace(/(^|[\s,;])\(?\d{1,2}[.):](?=\s|\p{L})/gu, "$1\n"));
}

function listed(entry, look) {
  let left = plain(entry).split(" ").filter((word) => word && !has("title", word));
  const found = [];
  while (left.length) {
    const size = [3, 2, 1].find((n) => n <= left.length && look(left.slice(0, n).join(" ")) !== null);
    if (!size) return [];
    found.push(look(left.slice(0, size).join(" ")));
    left = left.slice(size);
  }
  return found;
}

function numbersIn(given) {
  const spoken = given.join(" ").toLowerCase().match(/[-−]?\d+(?:[.,]\d+)*|\p{L}+/gu) || [];
  if (spoken.some((word) => has("doubt", word))) return null;
  return spoken.filter((word) => /\d$/.test(word) || has("number", word))
    .map((word) => (has("number", word) ? WORDS.number[word] : word).replace(/[.,]0+$/, ""));
}

function namedMonth(sign) {
  if (sign.length < 3) return 0;
  const hits = new Set(Object.keys(WORDS.month).filter((word) => word.startsWith(sign)).map((word) => +WORDS.month[word]));
  return hits.size === 1 ? [...hits][0] : 0;
}

function month(text) {
  const signs = plain(text).split(" ").filter((sign) => sign && !has("filler", sign));
  const year = signs.filter((sign) => /^\d{4}$/.test(sign)), named = signs.map(namedMonth).filter(Boolean);
  const rest = signs.filter((sign) => !year.includes(sign) && !namedMonth(sign)).map((sign) => sign.replace(/(st|nd|rd|th)$/, ""));
  if (year.length !== 1 || named.length > 1 || rest.some((sign) => !/^\d{1,2}$/.test(sign))) return null;
  let found = rest.map(Number);
  if (named.length) found = [...named, ...found];
  else if (rest.length === 2 && signs[0] !== year[0]) {
    const [one, two] = found;
    if (one <= 12 && two <= 12 && one !== two) return null;
    if (one > 12) found = [two, one];
  }
  if (found.length > 2 || (found.length && !(found[0] >= 1 && found[0] <= 12))) return null;
  return [year[0], ...found.map((number) => String(number).padStart(2, "0"))].join("-");
}

function runs(sheet, entry) {
  const wanted = plain(entry).split(" ").filter(Boolean), size = wanted.length, found = [];
  for (let at = 0; size && at <= sheet.text.length - size; at++)
    if (wanted.every((word, n) => sheet.text[at + n] === word)) found.push([at, at + size]);
  return found;
}

// ---------------------------------------------------------------- one function a kind of exercise

const said = (sheet, what, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), sheet.says[what]);
const unique = (list) => [...new Set(list)];

const JUDGES = {
  ranking(sheet, given, look) {
    const entries = partsOf(given, sheet.fields);
    let found = entries.map((entry) => nameOf(sheet, entry, look));
    if (found.length === 1 && found[0] === null) {
      const row = listed(entries[0], look);
      if (row.length) found = row;
    }
    const unknown = entries.filter((_, n) => found[n] === null);
    if (unknown.length) return [false, said(sheet, "unknown", {which: unknown.join(", ")})];
    const different = unique(found).length;
    if (found.length !== sheet.fields || different !== found.length)
      return [false, said(sheet, "count", {n: different, wanted: sheet.fields})];
    const fault = sheet.ahead.some(([first, later]) => found.includes(later)
      && (!found.includes(first) || found.indexOf(first) > found.indexOf(later)));
    return [!fault, said(sheet, fault ? "wrong" : "right")];
  },
  silent(sheet, given, look) {
    const entry = given.find(Boolean), number = nameOf(sheet, entry, look);
    let found = number === null ? [] : [number];
    if (number === null) {
      const pieces = cut(entry).map((part) => nameOf(sheet, part, look)), known = pieces.filter((piece) => piece !== null);
      const head = nameOf(sheet, entry.split(/[.:?!(–—\n]|\s-\s/)[0], look);
      if (known.length === pieces.length) found = known;
      else if (head !== null && known.length < 2) found = [head];
    }
    if (!found.length) return [false, said(sheet, "unknown", {which: entry})];
    for (const one of found) {
      const [state, n] = sheet.states[one];
      if (state !== "silent") return [false, said(sheet, state, {n})];
    }
    return [true, said(sheet, "right", {n: sheet.states[found[0]][1]})];
  },
  marked(sheet, given, look) {
    const wanted = sheet.fields;
    const entries = given.filter(Boolean).length === 1 && wanted !== 1 ? partsOf(given, wanted) : given;
    if (entries.length !== wanted) return [false, said(sheet, "count", {n: entries.length, wanted})];
    const left = entries.filter((entry) => !entry).length;
    if (left) return [false, said(sheet, "empty", {n: left, wanted})];
    const labels = entries.map((entry) => {
      if (!plain(entry)) return 0;
      const number = nameOf(sheet, entry, look), pieces = cut(entry);
      return number !== null ? number : pieces.length ? nameOf(sheet, pieces[0], look) : null;
    });
    const unknown = entries.filter((_, n) => labels[n] === null);
    if (unknown.length) return [false, said(sheet, "unknown", {which: unique(unknown).join(", ")})];
    if (unique(labels).length === 1) return [false, said(sheet, "same")];
    const n = labels.filter((label, place) => look(`${place}:${label}`) !== null).length;
    return [true, said(sheet, n < wanted ? "right" : "all", {n, wanted})];
  },
  number(sheet, given, look) {
    const found = numbersIn(given);
    if (!found || found.length !== sheet.fields || found.some((number) => !/^\d+$/.test(number)))
      return [false, said(sheet, "form")];
    const right = look(`=${found.map(Number).join(" ")}`) !== null;
    return [right, said(sheet, right ? "right" : "wrong", {n: found.join(" / ")})];
  },
  feeling(sheet, given, look) {
    const signs = plain(given.join(" ")).split(" "), named = sheet.names.filter((sign) => signs.includes(sign));
    if (named.length !== 1 || signs.some((sign) => has("doubt", sign)) || signs.length > sheet.most)
      return [false, said(sheet, "form")];
    const right = look(named[0]) === 1;
    return [right, said(sheet, right ? "right" : "wrong")];
  },
  earliest(sheet, given, look) {
    const found = month(given.join(" "));
    if (found === null) return [false, said(sheet, "form")];
    if (look(found) === 1) return [true, said(sheet, "right")];
    return [false, said(sheet, found.length === 10 && look(found.slice(0, 7)) === 1 ? "exact" : "wrong")];
  },
  places(sheet, given, look) {
    const taken = [], told = [];
    for (const entry of unique(given.filter(Boolean).flatMap((part) => pieces(sheet, part)).map(plain))) {
      const places = runs(sheet, entry), hits = places.flatMap((place) => hitsIn(sheet, place, look));
      const own = hits.filter((number) => number >= 0 && !taken.includes(number));
      if (!places.length) told.push(said(sheet, "foreign", {which: entry}));
      else if (entry.split(" ").length > sheet.most) told.push(said(sheet, "long", {wanted: sheet.most}));
      else if (own.length) taken.push(own[0]);
      else if (hits.length && Math.max(...hits) < 0)
        told.push(said(sheet, Math.max(...hits) === -1 ? "reported" : "disputed", {which: entry}));
      else told.push(said(sheet, "none", {which: entry}));
    }
    if (taken.length >= sheet.fields) return [true, said(sheet, "right")];
    return [false, [said(sheet, "wrong", {n: taken.length, wanted: sheet.fields}), ...unique(told)].join(" ")];
  },
  brief(sheet, given, look) {
    const text = given.filter(Boolean).join(" ");
    const own = text.replace(/“[^”]*”|"[^"]*"|‘[^’]*’/g, (quoted) => (runs(sheet, quoted).length ? " … " : quoted));
    const signs = plain(text).split(" "), mine = ` ${plain(own)} `;
    const size = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    const digits = text.match(/(?<![\p{L}\p{N}_.,])\d+(?:[.,]\d+)*(?![\p{L}_])/gu) || [];
    const known = digits.filter((number) => look(`#${number.replace(/[.,]/g, "")}`) === 1).length;
    const judging = sheet.judging.filter((form) => mine.includes(` ${form} `)), different = unique(signs);
    const plainly = different.filter((sign) => has("plain", sign)).length;
    const faults = [];
    if (size > sheet.most) faults.push(said(sheet, "long", {n: size, wanted: sheet.most}));
    if (size < sheet.least || different.length < sheet.different || plainly < 3) faults.push(said(sheet, "short"));
    if (digits.length < 2) faults.push(said(sheet, "numbers", {n: digits.length}));
    else if (known < 2) faults.push(said(sheet, "untrue", {n: known}));
    if (!signs.some((sign) => sheet.names.includes(sign))) faults.push(said(sheet, "nobody"));
    if (judging.length) faults.push(said(sheet, "judging", {which: judging.join(", ")}));
    return faults.length ? [false, faults.join(" ")] : [true, said(sheet, "right", {n: size, true: known})];
  },
};

function pieces(sheet, entry) {
  return entry.split(/[\n;/|]|[”"]\s*,?\s*(?:and\s+)?[“"]/).flatMap((line) => {
    if (!plain(line)) return [];
    if (runs(sheet, line).length) return [line];
    const found = cut(line).filter(plain);
    return found.every((piece) => runs(sheet, piece).length) ? found : [line];
  });
}

function hitsIn(sheet, [first, after], look) {
  const found = [];
  if (after - first > sheet.most) return found;
  for (let size = 1; size <= sheet.span; size++)
    for (let at = first; at <= after - size; at++) {
      const hit = look(`${at}-${at + size}`);
      if (hit !== null) found.push(hit);
    }
  return found;
}

function judge(sheet, given) {
  const looked = new Map();
  const look = (form) => {
    if (!looked.has(form)) looked.set(form, sheet.forms[digest(form, sheet.salt, DATA.rounds)] ?? null);
    return looked.get(form);
  };
  return JUDGES[sheet.kind](sheet, given, look);
}

// ---------------------------------------------------------------- the page: check, keep, hand in

const SHELF = "reading-the-news-closely";
function kept() {
  try { return JSON.parse(localStorage.getItem(SHELF)) || {}; } catch { return {}; }
}
function keep(key, value) {
  try { localStorage.setItem(SHELF, JSON.stringify({...kept(), [key]: value})); return true; } catch { return false; }
}

const large = document.getElementById("large");  // a projector stays one from page to page
if (large) {
  try { large.checked = localStorage.getItem(`${SHELF}-large`) === "yes"; } catch { /* nothing is kept */ }
  large.addEventListener("change", () => {
    try { localStorage.setItem(`${SHELF}-large`, large.checked ? "yes" : ""); } catch { /* nothing is kept */ }
  });
}

for (const box of document.querySelectorAll("[data-exercise]")) {
  const number = box.dataset.exercise, sheet = (DATA.sheets || {})[number];
  const fields = [...box.querySelectorAll("[data-field]")], out = box.querySelector("[role=status]");
  const notes = box.querySelector("[data-notes]"), before = kept()[number];
  const save = (verdict) => keep(number, {
    title: box.dataset.title, answers: fields.map((field) => field.value), notes: notes ? notes.value : "",
    verdict: verdict ?? (kept()[number] || {}).verdict ?? "",
  });
  if (before) {
    fields.forEach((field, n) => { field.value = before.answers[n] || ""; });
    if (notes) notes.value = before.notes || "";
    if (before.verdict) out.textContent = before.verdict;
  }
  for (const field of fields) field.addEventListener("input", () => { out.textContent = ""; save(""); });
  if (notes) notes.addEventListener("input", () => save());
  box.querySelector("[data-check]").addEventListener("click", () => {
    const given = fields.map((field) => field.value.trim());
    let right = false, message = sheet.hint;
    if (given.some(Boolean)) {
      [right, message] = judge(sheet, given);
      if (!right) message = `${message} ${sheet.hint}`.trim();
    }
    out.dataset.right = right;
    out.textContent = (right ? "✓ " : "Not yet. ") + message;
    if (!save(out.textContent)) out.textContent += " (This browser keeps nothing here: print the page before you close it.)";
  });
}

for (const note of document.querySelectorAll("[data-keep]")) {
  note.value = (kept()[note.dataset.keep] || {}).notes || "";
  note.addEventListener("input", () => keep(note.dataset.keep, {title: note.dataset.title, answers: [], notes: note.value, verdict: ""}));
}

const page = document.querySelector("[data-sheet]");
if (page) {
  const found = Object.entries(kept()).sort(([one], [two]) => one.localeCompare(two, "en", {numeric: true}));
  for (const [, row] of found) {
    const part = document.createElement("section"), head = document.createElement("h2");
    head.textContent = row.title;
    part.append(head);
    for (const text of [...row.answers, row.notes, row.verdict].filter(Boolean)) {
      const line = document.createElement("p");
      line.textContent = text;
      part.append(line);
    }
    page.append(part);
  }
  document.querySelector("[data-none]").hidden = found.length > 0;
  document.querySelector("[data-print]").addEventListener("click", () => print());
  document.querySelector("[data-clear]").addEventListener("click", () => {
    try { localStorage.removeItem(SHELF); } catch { /* nothing was kept */ }
    location.reload();
  });
  document.querySelector("[data-download]").addEventListener("click", () => {
    const who = document.querySelector("[data-name]").value;
    const text = found.map(([, row]) => [row.title, ...row.answers, row.notes, row.verdict].filter(Boolean).join("\n"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([[who, ...text].join("\n\n") + "\n"], {type: "text/plain"}));
    link.download = "my-answers.txt";
    link.click();
  });
}

// ---------------------------------------------------------------- two things to try: move an alias, swap a verb

const alias = document.querySelector("[data-alias]");
if (alias) {
  const [one, into] = alias.querySelectorAll("select"), body = alias.querySelector("tbody");
  const draw = () => {
    const counts = new Map(DATA.counts);
    if (one.value !== into.value) {
      counts.set(into.value, counts.get(into.value) + counts.get(one.value));
      counts.delete(one.value);
    }
    const rows = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en"));
    body.replaceChildren(...rows.map((cells) => {
      const row = document.createElement("tr");
      for (const cell of cells) row.insertCell().textContent = cell;
      return row;
    }));
  };
  for (const choice of [one, into]) choice.addEventListener("change", draw);
}

const swap = document.querySelector("[data-swap]");
if (swap) {
  const lines = [...swap.querySelectorAll("p[data-stance]")], tally = swap.querySelector("[role=status]");
  const draw = () => {
    const stances = lines.map((line) => {
      const choice = line.querySelector("select");
      return choice ? choice.selectedOptions[0].dataset.stance : line.dataset.stance;
    });
    tally.textContent = Object.entries(DATA.stances).map(([stance, words]) =>
      `${words}: ${stances.filter((found) => found === stance).length}`).join(" · ");
  };
  for (const choice of swap.querySelectorAll("select")) choice.addEventListener("change", draw);
}
