// Keys and links: from conflict to conflict, into the text and back.

const shownCards = () => cards.filter((card) => card.element.localName === "article" && !card.element.hidden);
let current = null; // the card that was visited last

function visit(card) {
  current = card;
  closePanel();
  card.element.focus({ preventScroll: true });
  card.element.scrollIntoView({ block: "start" });
}

function step(by) {
  if (chosen !== null) return stepInText(by);
  const shown = shownCards();
  if (!shown.length) return;
  const place = shown.indexOf(current);
  visit(shown[place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(place + by, 0), shown.length - 1)]);
}

function stepInText(by) {
  const isWanted = (mark) => mark.verdicts.some((number) =>
    matching.has(number) && (isNarrowed || data.verdicts[number].status !== "agree"));
  const order = [...marks.keys()].sort((one, other) => one - other);
  for (let place = order.indexOf(chosen) + by; place >= 0 && place < order.length; place += by) {
    const mark = marks.get(order[place]);
    if (!mark.line.element.hidden && isWanted(mark)) return goTo(order[place]);
  }
}

function enterText() {
  const link = current?.element.querySelector(".to-text");
  if (link) { origin = current; goTo(Number(link.hash.slice(2))); }
}

function leaveText() {
  if (chosen === null) return;
  const card = origin || current;
  closePanel();
  if (card && !card.element.hidden) visit(card);
}

function judgeCurrent(name) {
  const box = chosen === null ? current?.element.querySelector(".review") : byId("panel").querySelector(".review");
  box?.querySelector(name === "note" ? ".noting" : `.judge.${name}`).click();
}

const actions = {
  j: () => step(1), k: () => step(-1), o: enterText, Enter: enterText, b: leaveText, Escape: leaveText,
  r: () => judgeCurrent("right"), w: () => judgeCurrent("wrong"), n: () => judgeCurrent("note"),
  s: save, "/": () => { openFilter(true); byId("f-find").focus(); },
  e: () => byId("edits")?.click(), "?": () => byId("help").showModal(),
};

function takeKey(event) {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape" && target.matches("input, textarea, select")) return target.blur();
  if (target.matches("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "Enter" && target.matches("a, button, summary, label")) return;
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (!action) return;
  event.preventDefault();
  action();
}

function takeClick(event) {
  const link = event.target.closest('a[href^="#m"]');
  const card = event.target.closest("article.clash");
  if (card) current = cards.find(({ element }) => element === card);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!link.classList.contains("m")) {
    origin = card ? current : null;
    return goTo(Number(link.hash.slice(2)));
  }
  openPanel(Number(link.dataset.m));
  marks.get(Number(link.hash.slice(2)))?.element.scrollIntoView({ block: "nearest" });
}

function followHash() {
  const found = /^#m(\d+)$/.exec(location.hash);
  if (found) goTo(Number(found[1]));
}

document.documentElement.classList.add("scripted");
beginFilters();
beginReviews();
document.addEventListener("keydown", takeKey);
document.addEventListener("click", takeClick);
document.addEventListener("focusin", (event) => {
  const card = event.target.closest("article.clash");
  if (card) current = cards.find(({ element }) => element === card);
});
byId("help-button").addEventListener("click", () => byId("help").showModal());
window.addEventListener("hashchange", followHash);
followHash();
