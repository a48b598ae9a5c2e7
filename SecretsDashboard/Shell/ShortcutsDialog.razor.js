// The keys of every page, and what the palette does. What is asked for before the page is there is done when it is.
const dialog = () => document.getElementById("shortcuts");
const page = () => document.querySelector("house-news")?.dataset.path;

// The key that was pressed, as the person's layout has it (Dvorak moves letters about); where the layout writes other than ASCII there,
// such as Cyrillic, the one that lies in its place on a Latin keyboard.
const placed = code => code.startsWith("Key") ? code.slice(3).toLowerCase() : code === "Slash" ? "/" : "";
// What fills in passwords presses keys without a name.
const keyOf = ({ key = "", code = "" }) => /^[!-~]$/.test(key) ? key.toLowerCase() : key.length === 1 || key === "Process" ? placed(code) : "";

// Kept in the browser: of somebody who turned single keys off Ctrl+K is left.
const singleKeys = {
  get areOn() {
    try {
      return localStorage.getItem("single-keys") !== "off";
    } catch {
      return true;
    }
  },
  set areOn(value) {
    try {
      if (value) localStorage.removeItem("single-keys");
      else localStorage.setItem("single-keys", "off");
    } catch {
      // a browser that keeps nothing
    }
  },
};

// Something to press, on this page or on the one that comes
const patience = 15_000;
let wish = null;

const watch = new MutationObserver(() => fulfil());

function wishFor(path, selector) {
  wish = { path, selector, text: "", until: Date.now() + patience };
  watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-path"] });
  fulfil();
}

function forget() {
  wish = null;
  sessionStorage.removeItem("wish");
  watch.disconnect();
}

function fulfil() {
  if (!wish) return;
  if (Date.now() > wish.until || document.querySelector("dialog[open]")) return forget();
  if (page()?.toLowerCase() !== wish.path.toLowerCase()) return;
  // it is there; what it shows may take a moment
  wish.until = Math.min(wish.until, Date.now() + patience / 3);
  const target = document.querySelector(`#main ${wish.selector}`);
  if (!target) return;
  const { text } = wish;
  forget();
  press(target, text);
}

function press(target, text) {
  target.focus();
  if (target.matches("button, a")) {
    target.click();
  } else if (text) {
    target.value += text;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// As if a link had been followed: without loading the page where there is a circuit.
function go(address) {
  const link = Object.assign(document.createElement("a"), { href: address, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

const pathOf = address => new URL(address, location.href).pathname;

const acts = {
  theme: () => document.querySelector("[data-theme-switch]").click(),
  shortcuts: () => show(),
  "sign-out": () => document.querySelector("form[data-sign-out]").requestSubmit(),
};

document.addEventListener("do", ({ detail: { act, address } }) => {
  if (acts[act]) return acts[act]();
  const selector = { add: '[data-hotkey="n"]', import: "[data-env-import]" }[act];
  if (selector) {
    if (page() === pathOf(address)) return wishFor(pathOf(address), selector);
    // where it is another load of the page the wish goes along
    sessionStorage.setItem("wish", JSON.stringify({ path: pathOf(address), selector, until: Date.now() + patience }));
    wishFor(pathOf(address), selector);
  }
  go(address);
});

function remember() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("wish"));
    sessionStorage.removeItem("wish");
    if (kept?.path === location.pathname && kept.until > Date.now()) wishFor(kept.path, kept.selector);
  } catch {
    // nothing that could be read
  }
}

function show() {
  if (document.querySelector("dialog[open]")) return;
  dialog().querySelector("[data-single-keys]").checked = singleKeys.areOn;
  dialog().showModal();
}

const rows = () => [...document.querySelectorAll("#main [data-row]")].filter(row => row.checkVisibility());

function move(step) {
  const all = rows();
  if (all.length === 0) return false;
  const at = all.findIndex(row => row === document.activeElement || row.contains(document.activeElement) || row.closest("tr")?.contains(document.activeElement));
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

// the row that the focus is in, by its key or by anything else in it
function pressInRow(selector) {
  const place = document.activeElement?.closest("tr, li, [role=row], [data-row]");
  const target = place?.querySelector(selector) ?? place?.closest("tr, li, [role=row]")?.querySelector(selector);
  target?.click();
  return Boolean(target);
}

const places = { o: "/", p: "/projects", m: "/members", a: "/audit", s: "/settings", h: "/help" };
let lead = 0;

const singles = {
  "?": () => show() ?? true,
  j: () => move(1),
  k: () => move(-1),
  e: () => pressInRow("[data-row-edit]"),
  g: () => Boolean(lead = Date.now()),
};

function single(key) {
  const isSecond = Date.now() - lead < 1500;
  lead = 0;
  if (isSecond && places[key]) {
    // what somebody may not open has no link
    if (!document.querySelector(`#navigation a[href="${places[key]}"]`)) return false;
    go(places[key]);
    return true;
  }
  const target = document.querySelector(`#main [data-hotkey="${CSS.escape(key)}"]`);
  if (target) return press(target) ?? true;
  // not there yet: pressed early, or what the page shows is still on its way
  if (key === "n" || key === "/") {
    if (document.querySelector("[data-boot]") && !page()) return wishFor(location.pathname, `[data-hotkey="${key}"]`) ?? true;
    return false;
  }
  return singles[key]?.() ?? false;
}

const isText = target => target.closest?.("textarea, select, dialog, [contenteditable], input:not([type=checkbox], [type=radio])");

document.addEventListener("keydown", event => {
  const key = keyOf(event);
  if (key === "" || event.isComposing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "k" || event.ctrlKey === event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.querySelector("search-palette")?.open();
    return;
  }
  if (isText(event.target) || !singleKeys.areOn) return;
  // what follows an early / belongs into the field that comes
  if (wish?.selector.includes("/")) {
    wish.text += event.key;
    event.preventDefault();
    return;
  }
  if (single(key)) event.preventDefault();
});

document.addEventListener("pointerdown", () => {
  if (wish && page()) forget();
});

document.addEventListener("click", event => {
  if (event.target.closest("[data-show-shortcuts]")) show();
  if (event.target === dialog() || event.target.closest("#shortcuts [data-close]")) dialog().close();
});

document.addEventListener("change", event => {
  if (event.target.matches("[data-single-keys]")) singleKeys.areOn = event.target.checked;
});

if (document.readyState === "loading") addEventListener("DOMContentLoaded", remember);
else remember();
