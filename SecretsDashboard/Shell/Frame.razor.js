// The frame works from its first moment, without a circuit: all of this hangs on the document.
const root = document.documentElement;
const nav = () => document.getElementById("navigation");

// The drawer as icons, or as it is: a cookie, so that the server writes it into the next page and nothing jumps.
function collapse() {
  const isMini = root.dataset.drawer === "mini";
  if (isMini) delete root.dataset.drawer;
  else root.dataset.drawer = "mini";
  document.cookie = `drawer-${root.dataset.cookies}=${isMini ? "" : "mini"}; path=/; max-age=${isMini ? 0 : 31536000}; samesite=strict`;
  name(document.querySelector("[data-collapse]"));
}

function name(button) {
  const isMini = root.dataset.drawer === "mini";
  button?.setAttribute("aria-label", isMini ? "Expand the navigation" : "Collapse the navigation");
  button?.setAttribute("title", isMini ? "Expand" : "Collapse");
}

document.addEventListener("click", event => {
  const { target } = event;
  if (target.closest("[data-collapse]")) collapse();
  if (target.closest("[data-skip]")) {
    event.preventDefault();
    document.getElementById("main").focus();
  }
  // on a narrow screen the navigation covers the page: a choice in it closes it, and one in a menu closes the menu
  if (target.closest("#navigation a, #navigation [data-open-palette]")) nav().hidePopover?.();
  target.closest("[data-menu] :is(a, button)")?.closest("[data-menu]").hidePopover();
});

// A menu stands beside what opens it, below it or, in the lower half of the page, above.
document.addEventListener("beforetoggle", event => {
  const menu = event.target;
  if (!menu.matches("[data-menu]") || event.newState !== "open") return;
  const opener = document.querySelector(`[popovertarget="${menu.id}"]`);
  const place = (opener.closest("[data-menu-place]") ?? opener).getBoundingClientRect();
  const isLow = place.top > innerHeight / 2;
  Object.assign(menu.style, {
    left: `${Math.max(8, Math.min(place.left, innerWidth - 264))}px`,
    top: isLow ? "auto" : `${place.bottom + 4}px`,
    bottom: isLow ? `${innerHeight - place.top + 4}px` : "auto",
  });
}, true);

const itemsOf = menu => [...menu.querySelectorAll("a, button")];

document.addEventListener("toggle", event => {
  if (event.target.matches("[data-menu]") && event.newState === "open") (event.target.querySelector("[aria-current=true]") ?? itemsOf(event.target)[0])?.focus();
  if (event.target.matches("#navigation")) name(document.querySelector("[data-collapse]"));
}, true);

document.addEventListener("keydown", event => {
  const menu = event.target.closest?.("[data-menu]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step) return;
  event.preventDefault();
  const items = itemsOf(menu);
  items[(items.indexOf(event.target) + step + items.length) % items.length].focus();
});

// Projects by a part of their name
function filter() {
  const field = document.querySelector("[data-filter-projects]");
  if (!field) return;
  const wanted = field.value.trim().toLowerCase();
  const entries = [...field.parentElement.querySelectorAll("li")];
  for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
  field.parentElement.querySelector("[role=status]").textContent = entries.every(entry => entry.hidden) ? "No project matches." : "";
}

document.addEventListener("input", event => {
  if (event.target.matches("[data-filter-projects]")) filter();
});

// What the drawer shows may have changed: the server makes its parts anew.
async function renew() {
  const answer = await fetch(`/frame?at=${encodeURIComponent(location.pathname)}`, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const typed = document.querySelector("[data-filter-projects]")?.value ?? "";
  for (const part of page.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.outerHTML === part.outerHTML) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(document.adoptNode(part));
    if (focused) part.querySelector(focused.matches("input") ? "input" : focused.matches("a") ? `a[href="${focused.getAttribute("href")}"]` : "button")?.focus();
  }
  const field = document.querySelector("[data-filter-projects]");
  if (field) field.value = typed;
  nav().dataset.mark = page.getElementById("navigation").dataset.mark;
  filter();
}

// Which page is open
function mark() {
  const path = location.pathname.toLowerCase();
  for (const entry of document.querySelectorAll("#navigation .entry")) {
    const own = entry.getAttribute("href").toLowerCase();
    const isHere = path === own || (entry.dataset.tabs === "True" && path.startsWith(`${own}/`));
    entry.classList.toggle("active", isHere);
    if (isHere) entry.setAttribute("aria-current", "page");
    else entry.removeAttribute("aria-current");
  }
}

// The heading takes the focus when a page comes, but not from somebody who is typing or choosing in the frame, or whom an early / led into a field.
let arrived = Infinity;
document.addEventListener("focusin", ({ target, relatedTarget }) => {
  if (target.matches("h1") && Date.now() - arrived < 2000 && relatedTarget?.matches("input, [data-menu] *")) relatedTarget.focus();
});

customElements.define("house-news", class extends HTMLElement {
  static observedAttributes = ["data-path", "data-mark"];

  connectedCallback() {
    arrived = Date.now();
    document.querySelector("title[data-early]")?.remove();
  }

  attributeChangedCallback(attribute, before, now) {
    if (before === now) return;
    if (attribute === "data-path") mark();
    else if (now && now !== nav().dataset.mark) renew();
  }
});

const named = () => name(document.querySelector("[data-collapse]"));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", named);
else named();

// Typing happens in the browser alone: tell the server now and then that somebody is there.
let told = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - told < 60_000) return;
  told = Date.now();
  fetch("/account/session", { cache: "no-store" }).catch(() => {});
});
