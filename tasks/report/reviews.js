// Reviews: what is said of verdicts, saved to a file and loaded again. All text is put in as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const numbers = new Map(data.verdicts.map((verdict, number) => [verdict.id, number]));
const FORMAT = "hedui-reviews";
const LONGEST = { agreement_id: 64, review_note: 2000, reviewed_by: 100, status: 40, reason: 100 };
const MAX_BYTES = 64 * 1024 * 1024;
const DRAFT = `hedui-reviews ${data.version}`;

const reviews = new Map(); // {verdict, note, by} by number of the verdict
const others = new Map(); // entries of loaded files on rows that are not on this page, by agreement_id: saved again
const views = new Map(); // functions that show the review of a verdict anew, by its number
let nUnsaved = 0;
let handle = null;

const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function tell(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
}

function judge(number, change) {
  const review = { verdict: null, note: "", by: "", ...reviews.get(number), ...change, by: byId("reviewer").value.trim() };
  if (review.verdict || review.note) reviews.set(number, review);
  else reviews.delete(number);
  nUnsaved += 1;
  keepDraft();
  showReview(number);
}

function showReview(number) {
  for (const view of views.get(number) || []) view();
  const { verdict = null } = reviews.get(number) || {};
  for (const mark of data.verdicts[number].marks) {
    const element = mark === null ? null : byId(`m${mark}`);
    if (element) element.classList.toggle("refuted", verdict === "wrong");
  }
  showProgress();
}

function showProgress() {
  const conflicts = data.verdicts.flatMap((verdict, number) => (verdict.status === "conflict" ? [number] : []));
  const done = conflicts.filter((number) => reviews.get(number)?.verdict).length;
  const more = reviews.size - done;
  byId("progress").textContent =
    `${done} of ${plural(conflicts.length, "conflict", "conflicts")} reviewed` +
    (more ? `, ${more} more` : "") + (nUnsaved ? " \u00b7 not saved" : "");
}

function makeControls(number) {
  const [yes, no] = data.verdicts[number].status === "conflict" ? ["Real conflict", "False alarm"] : ["Verdict right", "Verdict wrong"];
  const buttons = [["right", `\u2713 ${yes}`], ["wrong", `\u2717 ${no}`]].map(([name, label]) =>
    make("button", { type: "button", class: `judge ${name}` }, label));
  const note = make("textarea", { rows: 2, maxlength: LONGEST.review_note, "aria-label": "Note", placeholder: "Note" });
  const open = make("button", { type: "button", class: "noting" }, "Note");
  const by = make("span", { class: "soft by" });
  const show = () => {
    const review = reviews.get(number) || {};
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", review.verdict === ["right", "wrong"][place]));
    if (document.activeElement !== note) note.value = review.note || "";
    note.hidden = !review.note && document.activeElement !== note;
    open.setAttribute("aria-expanded", !note.hidden);
    by.textContent = review.by || "";
  };
  buttons.forEach((button, place) => button.addEventListener("click", () => {
    const name = ["right", "wrong"][place];
    judge(number, { verdict: reviews.get(number)?.verdict === name ? null : name });
  }));
  open.addEventListener("click", () => {
    note.hidden = !note.hidden;
    open.setAttribute("aria-expanded", !note.hidden);
    if (!note.hidden) note.focus();
  });
  note.addEventListener("input", () => judge(number, { note: note.value.trim() }));
  note.addEventListener("blur", show);
  const box = make("div", { class: "review", role: "group", "aria-label": "Review" }, ...buttons, open, by, note);
  if (!views.has(number)) views.set(number, new Set());
  views.get(number).add(show);
  box.forget = () => views.get(number).delete(show);
  show();
  return box;
}

function writeFile() {
  const entries = new Map(others);
  for (const [number, { verdict, note, by }] of reviews) {
    const { id, status, reason } = data.verdicts[number];
    entries.set(id, { agreement_id: id, status, reason, review_verdict: verdict, review_note: note || null, reviewed_by: by || null });
  }
  const lines = [...entries.keys()].sort().map((id) => ` ${JSON.stringify(entries.get(id))}`);
  return `{"format": "${FORMAT}", "version": 1, "made_from": ${JSON.stringify(data.version)}, "reviews": [\n${lines.join(",\n")}\n]}\n`;
}

function readFile(text) {
  const found = JSON.parse(text);
  if (found === null || typeof found !== "object" || found.format !== FORMAT || !Array.isArray(found.reviews))
    throw new Error(`it is no object with "format": "${FORMAT}" and a list "reviews"`);
  if (found.version !== 1) throw new Error("its version is not 1");
  const seen = new Set();
  return found.reviews.map((entry, place) => {
    const fault = findFault(entry) || (seen.has(entry.agreement_id) ? `${entry.agreement_id} is judged twice` : "");
    if (fault) throw new Error(`review ${place + 1}: ${fault}`);
    seen.add(entry.agreement_id);
    return entry;
  }).filter((entry) => entry.review_verdict || entry.review_note);
}

function findFault(entry) {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return "it is no object";
  for (const [name, longest] of Object.entries(LONGEST)) {
    const value = entry[name] ?? null;
    if (value !== null && typeof value !== "string") return `${name} is not a text`;
    if (value !== null && value.isWellFormed && !value.isWellFormed()) return `${name} holds half of a surrogate pair`;
    if (value !== null && [...value].length > longest) return `${name} is longer than ${longest} characters`;
  }
  if (!entry.agreement_id) return "agreement_id is missing";
  return [...data.judgements, null, undefined].includes(entry.review_verdict) ? "" : "review_verdict is not right, wrong or null";
}

function takeEntries(entries) {
  let nHere = 0;
  for (const entry of entries) {
    const number = numbers.get(entry.agreement_id);
    const verdict = data.verdicts[number];
    const isSame = verdict && (!entry.status || (entry.status === verdict.status && (entry.reason ?? null) === verdict.reason));
    if (isSame) {
      reviews.set(number, { verdict: entry.review_verdict ?? null, note: entry.review_note ?? "", by: entry.reviewed_by ?? "" });
      nHere += 1;
    } else others.set(entry.agreement_id, entry);
  }
  for (const number of reviews.keys()) showReview(number);
  showProgress();
  return nHere;
}

async function load(file) {
  try {
    if (file.size > MAX_BYTES) throw new Error("it is larger than 64 MB; is it the right file?");
    const entries = readFile(await file.text());
    const nHere = takeEntries(entries);
    const away = entries.length - nHere;
    tell(`Loaded ${plural(nHere, "review", "reviews")} from ${file.name}` +
      (away ? `; ${plural(away, "is", "are")} of figures that are not on this page or are judged otherwise now, and kept for saving` : ""));
  } catch (error) {
    tell(`${file.name} was not loaded: ${error.message}`);
  }
}

function download(name, text) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function writeToHandle(name, text) {
  const types = [{ description: "Reviews", accept: { "application/json": [".json"] } }];
  handle = handle || (await window.showSaveFilePicker({ suggestedName: name, types }));
  const sink = await handle.createWritable();
  await sink.write(text);
  await sink.close();
}

async function save() {
  const name = `hedui-reviews-${data.version}.json`;
  const text = writeFile();
  try {
    if (!window.showSaveFilePicker) download(name, text);
    else await writeToHandle(name, text);
  } catch (error) {
    handle = null;
    if (error.name === "AbortError") return tell("Not saved.");
    download(name, text);
  }
  nUnsaved = 0;
  dropDraft();
  showProgress();
  tell(`Saved ${plural(reviews.size + others.size, "review", "reviews")}`);
}

// A draft in the browser, so that a closed window loses nothing; some browsers give a page on disk no store.
function keepDraft() {
  try { localStorage.setItem(DRAFT, writeFile()); } catch { /* the warning on leaving must do */ }
}

function dropDraft() {
  try { localStorage.removeItem(DRAFT); } catch { /* there is none */ }
}

function takeDraft() {
  try {
    const text = localStorage.getItem(DRAFT);
    const nHere = text ? takeEntries(readFile(text)) : 0;
    if (!nHere) return;
    nUnsaved = nHere;
    showProgress();
    tell(`Took up ${plural(nHere, "review", "reviews")} that you had not saved`);
  } catch { dropDraft(); }
}

function beginReviews() {
  data.verdicts.forEach(({ review }, number) => {
    if (review) reviews.set(number, { verdict: review.verdict, note: review.note || "", by: review.by || "" });
  });
  for (const card of document.querySelectorAll("article.clash[data-v]")) {
    const number = Number(card.dataset.v);
    card.querySelector(".reviewed")?.remove();
    card.append(makeControls(number));
    views.get(number).add(() => { card.dataset.review = reviews.get(number)?.verdict || ""; });
  }
  for (const number of reviews.keys()) showReview(number);
  byId("save").addEventListener("click", save);
  byId("load").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) load(file).then(() => { event.target.value = ""; });
  });
  window.addEventListener("beforeunload", (event) => { if (nUnsaved) event.preventDefault(); });
  takeDraft();
  showProgress();
}
