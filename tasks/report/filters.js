// Filters: which conflicts and which lines are shown.

const cards = [...document.querySelectorAll("article.clash, #inner tr[data-v]")].map((element) => ({
  element, number: element.dataset.v === undefined ? null : Number(element.dataset.v), text: null,
}));
const units = [...document.querySelectorAll(".unit")];
const lines = [...document.querySelectorAll(".line")].map((element) => ({ element, unit: null, fold: null, marks: [], text: null }));
const marks = new Map(); // {element, line, verdicts} by number of the mark
const unitsOf = data.verdicts.map(() => new Set());

function beginFilters() {
  for (const line of lines) {
    line.unit = line.element.closest(".unit");
    line.fold = line.element.closest(".fold");
    for (const element of line.element.querySelectorAll(".m[id]")) {
      const mark = { element, line, verdicts: element.dataset.v.split(" ").map(Number) };
      marks.set(Number(element.dataset.m), mark);
      line.marks.push(mark);
      for (const number of mark.verdicts) unitsOf[number].add(line.unit.dataset.u);
    }
  }
  listKinds();
  const bar = byId("bar");
  bar.hidden = false;
  bar.addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["document", "status", "reason", "kind", "confidence", "review"])
    byId(`f-${id}`).addEventListener("change", applyFilter);
  byId("f-find").addEventListener("input", applyFilter);
  byId("clear").addEventListener("click", clearFilter);
  byId("filter-button").addEventListener("click", () => openFilter(byId("fields").hidden));
  openFilter(window.matchMedia("(min-width: 60rem) and (min-height: 40rem)").matches);
  byId("edits")?.addEventListener("change", (event) => document.body.classList.toggle("show-edits", event.target.checked));
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  applyFilter();
}

function openFilter(isOpen) {
  byId("fields").hidden = !isOpen;
  byId("filter-button").setAttribute("aria-expanded", isOpen);
}

function listKinds() {
  const groups = { Comparison: new Set(), Figure: new Set() };
  for (const verdict of data.verdicts) {
    groups.Comparison.add(verdict.kind);
    for (const figure of verdict.figures) groups.Figure.add(data.figures[figure].kind);
  }
  for (const [label, kinds] of Object.entries(groups)) {
    const options = [...kinds].sort().map((kind) => make("option", { value: `${label} ${kind}` }, kind.replaceAll("_", " ")));
    if (options.length) byId("f-kind").append(make("optgroup", { label }, ...options));
  }
}

function readFilter() {
  const value = (id) => byId(`f-${id}`).value;
  const [least, most] = value("confidence") ? value("confidence").split(" ").map(Number) : [0, 2];
  const [group, kind] = value("kind").split(" ");
  return {
    find: value("find").trim().toLowerCase(), unit: value("document"), status: value("status"), reason: value("reason"),
    group, kind, least, most, hasConfidence: value("confidence") !== "", review: value("review"),
  };
}

function fits(verdict, number, wanted) {
  if (wanted.status && verdict.status !== wanted.status) return false;
  if (wanted.reason && verdict.reason !== wanted.reason) return false;
  if (verdict.confidence < wanted.least || verdict.confidence >= wanted.most) return false;
  if (wanted.group === "Comparison" && verdict.kind !== wanted.kind) return false;
  if (wanted.group === "Figure" && !verdict.figures.some((figure) => data.figures[figure].kind === wanted.kind)) return false;
  if (!wanted.review) return true;
  const review = reviews.get(number);
  if (wanted.review === "none") return !review;
  return wanted.review === "note" ? Boolean(review?.note) : review?.verdict === wanted.review;
}

const textOf = (item) => (item.text ??= item.element.textContent.toLowerCase());

let matching = new Set(); // numbers of the verdicts that fit the filter
let isNarrowed = false; // whether the filter is about figures

function applyFilter() {
  const wanted = readFilter();
  isNarrowed = Boolean(wanted.status || wanted.reason || wanted.kind || wanted.hasConfidence || wanted.review);
  matching = new Set();
  data.verdicts.forEach((verdict, number) => {
    if (fits(verdict, number, wanted) && (!wanted.unit || unitsOf[number].has(wanted.unit))) matching.add(number);
  });
  const isActive = isNarrowed || Boolean(wanted.find || wanted.unit);
  document.body.classList.toggle("filtered", isActive);
  const nShown = showCards(wanted, isActive);
  showLines(wanted, isActive);
  countFilters(wanted, isActive, nShown);
}

function showCards(wanted, isActive) {
  let nShown = 0;
  for (const card of cards) {
    const isFitting = !isActive || (card.number === null ? !isNarrowed && !wanted.unit : matching.has(card.number));
    card.element.hidden = !isFitting || Boolean(wanted.find && !textOf(card).includes(wanted.find));
    if (!card.element.hidden && card.element.localName === "article") nShown += 1;
  }
  if (byId("no-match")) byId("no-match").hidden = nShown > 0;
  return nShown;
}

function showLines(wanted, isActive) {
  const shownUnits = new Set();
  const shownFolds = new Set();
  for (const line of lines) {
    const isShown = (!wanted.unit || line.unit.dataset.u === wanted.unit) &&
      (!isNarrowed || line.marks.some((mark) => mark.verdicts.some((number) => matching.has(number)))) &&
      (!wanted.find || textOf(line).includes(wanted.find));
    if (line.element.hidden === isShown) line.element.hidden = !isShown;
    if (!isShown) continue;
    shownUnits.add(line.unit);
    if (line.fold) shownFolds.add(line.fold);
  }
  for (const unit of units) unit.hidden = isActive && !shownUnits.has(unit);
  for (const fold of document.querySelectorAll(".fold")) {
    fold.hidden = isActive && !shownFolds.has(fold);
    if (wanted.find && shownFolds.has(fold)) fold.open = true;
  }
}

function countFilters(wanted, isActive, nShown) {
  const nSet = [wanted.find, wanted.unit, wanted.status, wanted.reason, wanted.kind, wanted.hasConfidence, wanted.review].filter(Boolean).length;
  byId("n-filters").textContent = nSet ? `(${nSet})` : "";
  byId("clear").disabled = !isActive;
  const nCards = cards.filter((card) => card.element.localName === "article").length;
  byId("shown").textContent = isActive
    ? `${nShown.toLocaleString("en")} of ${plural(nCards, "conflict", "conflicts")}, ${matching.size.toLocaleString("en")} of ${plural(data.verdicts.length, "comparison", "comparisons")}`
    : `${plural(nCards, "conflict", "conflicts")} and ${plural(data.verdicts.length, "comparison", "comparisons")} on this page`;
}

function clearFilter() {
  byId("bar").querySelectorAll("select").forEach((field) => { field.value = ""; });
  byId("f-find").value = "";
  applyFilter();
}
