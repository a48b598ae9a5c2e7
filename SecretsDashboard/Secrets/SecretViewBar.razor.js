// How the secrets are shown: as a table with the columns there is room for, as cards, or as lines on a narrow screen. What a person chose is kept
// in this browser. It reads what the server rendered and adds attributes that Blazor does not know; it moves and removes nothing.
const kept = "secrets-view";
const narrow = matchMedia("screen and (max-width: 60rem)");
// what gives way to the others, in this order: the panel says it too
const yielding = ["created", "type", "description", "delivered", "changed"];
const hover = document.createElement("local-time");

function read() {
  try {
    const choice = JSON.parse(localStorage.getItem(kept));
    return { cards: choice?.cards === true, compact: choice?.compact === true, groups: choice?.groups === true, columns: { ...choice?.columns }, folded: { ...choice?.folded } };
  } catch {
    return { cards: false, compact: false, groups: false, columns: {}, folded: {} };
  }
}

function keep(choice) {
  try { localStorage.setItem(kept, JSON.stringify(choice)); } catch { /* a browser that keeps nothing shows what is chosen until it is closed */ }
}

let choice = read();
// one sheet of rules for all rows, written past the markup: a row of fifty has no attribute for it
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

customElements.define("secret-view", class extends HTMLElement {
  #width = 0;
  #sized = new ResizeObserver(() => {
    if (this.clientWidth !== this.#width) this.fit();
    this.#width = this.clientWidth;
  });
  // a moment told anew is no change of the table
  #changed = new MutationObserver(changes => {
    if (changes.some(change => change.target.localName !== "local-time")) this.fit();
  });
  #anew = () => this.fit();

  connectedCallback() {
    this.#sized.observe(this);
    this.#changed.observe(this, { childList: true, subtree: true });
    narrow.addEventListener("change", this.#anew);
    // letters have other widths once the fonts are there
    document.fonts.addEventListener("loadingdone", this.#anew);
    this.addEventListener("click", event => {
      if (event.target.closest("[data-look-switch]")) this.#choose({ cards: !choice.cards });
      if (event.target.closest("[data-view-reset]")) this.#choose({ columns: {} });
      const fold = event.target.closest("[data-fold]");
      if (fold) this.#choose({ folded: turned(fold) });
    });
    this.addEventListener("change", event => {
      const { shows, view } = event.target.dataset;
      if (shows) this.#choose({ columns: { ...choice.columns, [shows]: event.target.checked } });
      if (view) this.#choose({ [view]: event.target.checked });
    });
    this.addEventListener("pointerover", event => tell(event.target.closest("td[data-at], td.unset, td.shared, .description, .about")));
    // captured: scroll does not bubble
    this.addEventListener("scroll", event => more(event.target), true);
    this.addEventListener("beforetoggle", event => {
      if (event.newState === "open" && event.target.matches(".columns-menu")) place(event.target, this.querySelector("[data-opens-columns]"));
    }, true);
    this.fit();
  }

  disconnectedCallback() {
    this.#sized.disconnect();
    this.#changed.disconnect();
    narrow.removeEventListener("change", this.#anew);
    document.fonts.removeEventListener("loadingdone", this.#anew);
  }

  #choose(part) {
    choice = { ...choice, ...part };
    keep(choice);
    this.fit();
  }

  // the most columns that fit; those that a person chose stay, also where one has to scroll then
  fit() {
    const frame = this.querySelector(".secret-frame");
    if (!frame) return;
    this.dataset.look = narrow.matches ? "lines" : choice.cards ? "cards" : "table";
    this.toggleAttribute("data-compact", choice.compact);
    for (const fold of frame.querySelectorAll("[data-fold]")) {
      fold.closest("tbody").toggleAttribute("data-folded", isFolded(fold));
      fold.ariaExpanded = `${!isFolded(fold)}`;
    }
    const heads = [...frame.querySelectorAll("thead th")];
    const all = heads.map(head => head.dataset.column).filter(Boolean);
    const hidden = new Set(all.filter(column => choice.columns[column] === false));
    const apply = () => {
      sheet.replaceSync(this.dataset.look !== "table" ? "" : [...hidden].map(column => {
        const place = heads.findIndex(head => head.dataset.column === column) + 1;
        return `secret-view tr:not(.group-head) > :nth-child(${place}) { display: none }`;
      }).join("\n"));
      this.dataset.under = [...hidden].join(" ");
    };
    const overflows = () => frame.querySelector("table").offsetWidth > frame.clientWidth;
    this.removeAttribute("data-overflows");
    this.removeAttribute("data-tight");
    apply();
    if (this.dataset.look === "table") {
      // closer together first
      if (overflows()) this.toggleAttribute("data-tight", true);
      for (const column of yielding) {
        if (!overflows()) break;
        if (choice.columns[column] !== undefined) continue;
        hidden.add(column);
        apply();
      }
      this.toggleAttribute("data-overflows", overflows());
      more(frame);
    } else {
      for (const cell of frame.querySelectorAll("td:not([data-label])")) label(cell, heads);
    }
    markCut(frame);
    this.#say(hidden, all.length);
    // what was done here is no change to look at
    this.#changed.takeRecords();
  }

  #say(hidden, columns) {
    const count = this.querySelector("[data-column-count]");
    if (count) count.dataset.columnCount = hidden.size === 0 ? "" : `${columns - hidden.size} of ${columns}`;
    for (const box of this.querySelectorAll("[data-shows]")) box.checked = !hidden.has(box.dataset.shows);
    for (const box of this.querySelectorAll("[data-view]")) {
      if (box.checked === choice[box.dataset.view]) continue;
      box.checked = choice[box.dataset.view];
      // the headings of groups come from the server
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const look = this.querySelector("[data-look-switch]");
    if (look) look.ariaPressed = `${choice.cards}`;
  }
});

// hoisted, all of these: the element may be in the page before this script is
function headOf(cell, heads) {
  return heads[cell.cellIndex];
}

function label(cell, heads) {
  const head = headOf(cell, heads);
  const column = head?.dataset.column ?? "";
  cell.dataset.label = head?.querySelector(".sort, span")?.textContent ?? head?.textContent ?? "";
  if (column.startsWith("in:")) cell.dataset.in = head.classList.contains("protected") ? "protected" : "";
}

function groupOf(fold) {
  return fold.textContent.trim();
}

function isFolded(fold) {
  return choice.folded[location.pathname]?.includes(groupOf(fold)) === true;
}

// The folded groups by page, once this one is turned the other way
function turned(fold) {
  const others = (choice.folded[location.pathname] ?? []).filter(group => group !== groupOf(fold));
  return { ...choice.folded, [location.pathname]: isFolded(fold) ? others : [...others, groupOf(fold)] };
}

// A text with more lines than there is room for ends after a whole word, and an ellipsis follows it
function markCut(frame) {
  const texts = [...frame.querySelectorAll(".about, .description > span")];
  for (const text of texts) text.removeAttribute("data-cut");
  const cut = texts.filter(text => text.scrollHeight > text.clientHeight + 1);
  for (const text of cut) text.setAttribute("data-cut", "");
  const ends = cut.map(endOf);
  cut.forEach((text, index) => text.style.setProperty("--cut-at", `${ends[index]}px`));
}

// where the last line that is seen ends, in the direction of the text
function endOf(text) {
  const place = text.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(text);
  const line = [...range.getClientRects()].findLast(line => line.bottom < place.bottom + 2) ?? place;
  return Math.round(getComputedStyle(text).direction === "rtl" ? place.right - line.left : line.right - place.left);
}

// how old a value is, in words, when somebody asks for it
function tell(cell) {
  if (!cell) return;
  if (cell.matches(".description, .about")) {
    // what does not fit is cut
    const text = cell.matches(".about") ? cell : cell.firstElementChild;
    text.title = text.hasAttribute("data-cut") ? text.textContent : "";
    return;
  }
  const head = headOf(cell, [...cell.closest("table").querySelectorAll("thead th")]);
  const name = head.firstElementChild.textContent + (head.classList.contains("protected") ? ", protected" : "");
  if (cell.dataset.at) {
    hover.setAttribute("datetime", new Date(cell.dataset.at * 1000).toISOString());
    cell.title = `${name}: set ${hover.textContent}, ${hover.title}`;
  } else {
    cell.title = cell.className === "shared" ? `${name}: programs receive the secret that the organization shares` : `${name}: not set`;
  }
}

// an edge fades while there is more beyond it
function more(frame) {
  if (frame.matches?.(".secret-frame")) frame.toggleAttribute("data-more", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 1);
}

function place(menu, button) {
  const { bottom, right } = button.getBoundingClientRect();
  menu.style.insetBlockStart = `${bottom + 4}px`;
  menu.style.insetInlineEnd = `${document.documentElement.clientWidth - right}px`;
}
