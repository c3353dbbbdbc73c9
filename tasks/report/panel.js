// The panel: what is said of one figure, and the review of it.

let chosen = null; // number of the mark that the panel is about
let origin = null; // card from which the text was entered
let boxes = [];

function reveal(number) {
  const mark = marks.get(number);
  if (!mark) return null;
  if (mark.line.element.hidden) clearFilter();
  if (mark.line.fold) mark.line.fold.open = true;
  return mark;
}

function goTo(number) {
  const mark = reveal(number);
  if (!mark) return;
  openPanel(number);
  mark.element.scrollIntoView({ block: "center" });
  mark.element.focus({ preventScroll: true });
}

function openPanel(number) {
  closePanel();
  chosen = number;
  const related = new Set();
  for (const verdict of marks.get(number).verdicts)
    for (const other of data.verdicts[verdict].marks) if (other !== null) related.add(other);
  related.add(number);
  for (const other of related)
    for (const piece of document.querySelectorAll(`.m[data-m="${other}"]`)) piece.classList.add(other === number ? "chosen" : "related");
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "\u00d7");
  close.addEventListener("click", closePanel);
  byId("panel").replaceChildren(close, ...marks.get(number).verdicts.map(describeVerdict));
  byId("panel").hidden = false;
  document.documentElement.style.setProperty("--panel", `${byId("panel").offsetHeight}px`);
}

function describeVerdict(number) {
  const verdict = data.verdicts[number];
  const reason = verdict.reason ? `: ${verdict.reason.replaceAll("_", " ")}` : "";
  const head = make("h3", {}, make("span", { class: `dot ${verdict.status}`, "aria-hidden": "true" }), `${verdict.status.replaceAll("_", " ")}${reason}`);
  const measures = [verdict.kind === "translation" ? "" : verdict.kind, verdict.ratio ? `ratio ${verdict.ratio}` : "", `confidence ${verdict.sure}`];
  const figures = verdict.figures.map((place, order) => describeFigure(data.figures[place], verdict.marks[order]));
  const box = makeControls(number);
  boxes.push(box);
  return make("section", { class: `of-verdict ${verdict.status}` },
    make("div", { class: "says" }, head, make("p", { class: "soft" }, measures.filter(Boolean).join(" \u00b7 ")), box,
      make("p", { class: "soft id" }, verdict.id)),
    ...figures);
}

function describeFigure(figure, mark) {
  const quote = make(mark === null ? "bdi" : "a", mark === null ? { lang: figure.lang } : { lang: figure.lang, href: `#m${mark}` }, figure.quote);
  const notes = figure.notes.map(([name, text, lang]) => make("div", {}, make("dt", {}, name), make("dd", { lang, dir: "auto" }, text)));
  return make("div", { class: "of-figure" },
    make("p", {}, quote, figure.kind === "number" ? " (number without a unit)" : ` = ${figure.value} ${figure.unit}`), make("dl", {}, ...notes), make("p", { class: "soft" }, figure.place));
}

function closePanel() {
  for (const box of boxes) box.forget();
  boxes = [];
  for (const piece of document.querySelectorAll(".m.chosen, .m.related")) piece.classList.remove("chosen", "related");
  byId("panel").hidden = true;
  document.documentElement.style.removeProperty("--panel");
  chosen = null;
}
