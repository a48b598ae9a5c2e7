// Ctrl+K: finds pages, projects, people and secrets by name, and does what the pages' buttons do, by keyboard alone.
const root = document.documentElement;
root.toggleAttribute("data-apple", /Mac|iPhone|iPad/.test(navigator.platform));

document.addEventListener("click", event => {
  if (event.target.closest("[data-open-palette]")) document.querySelector("search-palette")?.open();
});

const pause = 60;
const nothing = "Nothing you may see fits this. Keys and descriptions of secrets are searched, names of projects and pages, names and addresses of people, titles and headings of the help.";

// What was chosen last, in this browser alone: names and addresses. Another person on this computer does not see them.
const recent = {
  most: 5,
  get person() { return document.querySelector("[data-part=email]")?.textContent ?? ""; },
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem("recent"));
      return kept?.person === this.person ? kept.items : [];
    } catch {
      return [];
    }
  },
  add({ name, detail, address, act, icon }) {
    const items = [{ name, detail, address, act, icon }, ...this.read().filter(each => each.address !== address || each.act !== act)].slice(0, this.most);
    try {
      localStorage.setItem("recent", JSON.stringify({ person: this.person, items }));
    } catch {
      // a browser that keeps nothing
    }
  },
};

document.addEventListener("submit", event => {
  if (event.target.matches("[data-sign-out]")) localStorage.removeItem("recent");
});

const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

function icon(id) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ class: "icon", width: 18, height: 18, viewBox: "0 0 24 24", "aria-hidden": true })) drawing.setAttribute(key, value);
  drawing.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use")).setAttribute("href", `#icon-${id}`);
  return drawing;
}

customElements.define("search-palette", class extends HTMLElement {
  #opener = null;
  #asking = new AbortController();
  #items = [];
  #active = 0;
  #isWaiting = false;
  #goes = false;
  #typed = -pause;
  // what the chosen action is done to; null: nothing was asked yet
  #step = null;

  get #dialog() { return this.querySelector("dialog"); }
  get #input() { return this.querySelector("input"); }
  get #results() { return this.querySelector("[role=listbox]"); }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#opener = document.activeElement;
    this.#dialog.showModal();
    this.#input.focus();
    this.#ask(0);
  }

  connectedCallback() {
    this.addEventListener("keydown", event => this.#pressed(event));
    this.addEventListener("input", event => {
      this.#goes = false;
      // the first letter asks at once, what follows quickly when the typing pauses
      const isQuick = event.timeStamp - this.#typed < pause;
      this.#typed = event.timeStamp;
      this.#ask(isQuick ? pause : 0);
    });
    // a click keeps the focus where the typing goes
    this.addEventListener("mousedown", event => {
      if (event.target.closest("[role=option]")) event.preventDefault();
    });
    this.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(this.#items[[...this.querySelectorAll("[role=option]")].indexOf(option)]);
      // what is beside the dialog counts as the dialog itself
      else if (event.target === this.#dialog || event.target.closest("[data-close]")) this.#dialog.close();
    });
    // captured: close does not bubble
    this.addEventListener("close", () => this.#clear(), true);
  }

  #clear() {
    this.#asking.abort();
    this.#input.value = "";
    [this.#isWaiting, this.#goes] = [false, false];
    this.#stepTo(null);
    this.#show([]);
    this.#say("");
  }

  #stepTo(step) {
    this.#step = step;
    const label = this.querySelector("[data-step]");
    label.textContent = step?.name ?? "";
    label.hidden = !step;
  }

  #pressed(event) {
    // an Enter that takes what an input method suggests opens nothing, and its arrows choose among what it suggests
    if (event.isComposing) return event.stopPropagation();
    if (event.key === "Escape" || (event.key === "Backspace" && this.#step && this.#input.value === "")) {
      // the browser's own Esc empties a search field first
      event.preventDefault();
      if (!this.#step) return this.#dialog.close();
      this.#input.value = "";
      this.#stepTo(null);
      return this.#ask(0);
    }
    // these are for the list, not for the text
    if (!event.target.matches("input, [role=listbox]") || !["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") {
      if (this.#isWaiting) this.#goes = true;
      else this.#choose(this.#items[this.#active]);
    } else if (this.#items.length > 0) {
      this.#activate((this.#active + (event.key === "ArrowDown" ? 1 : this.#items.length - 1)) % this.#items.length);
    }
  }

  async #ask(after) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#isWaiting = true;
    const text = this.#input.value;
    const groups = await this.#find(text, after, signal);
    if (signal.aborted) return;
    this.#isWaiting = false;
    if (!groups) {
      this.#show([]);
      this.#say("The server does not answer. Try again in a moment.", true);
      return;
    }
    const mine = text === "" && !this.#step ? recent.read() : [];
    this.#show(mine.length > 0 ? [{ name: "Recent", icon: "recent", items: mine, hasMore: false }, ...groups] : groups);
    const count = this.#items.length;
    this.#say(count === 0 ? nothing : count === 1 ? "1 result" : `${count} results`, count === 0);
    if (this.#goes && count > 0) this.#choose(this.#items[0]);
    this.#goes = false;
  }

  async #find(text, after, signal) {
    try {
      if (after) await new Promise(resolve => setTimeout(resolve, after));
      if (signal.aborted) return null;
      const query = new URLSearchParams({ text, at: location.pathname, ...(this.#step && { "for": this.#step.act }) });
      const answer = await fetch(`/find?${query}`, { cache: "no-store", signal });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  #show(groups) {
    this.#items = groups.flatMap(group => group.items.map(item => ({ icon: group.icon, ...item })));
    let index = 0;
    this.#results.replaceChildren(...groups.map(group => {
      const box = make("div");
      const label = make("div", "label");
      label.id = `palette-${group.name}`.replaceAll(" ", "-");
      label.role = "presentation";
      label.append(make("span", "", group.name), " ", make("span", "more", group.hasMore ? "and more: type on" : ""));
      box.role = "group";
      box.setAttribute("aria-labelledby", label.id);
      box.append(label, ...group.items.map(item => this.#option(item, item.icon ?? group.icon, index++)));
      return box;
    }));
    this.#results.hidden = this.#items.length === 0;
    this.#activate(0);
    this.#results.scrollTop = 0;
  }

  #option(item, drawing, index) {
    const option = make("div", "option");
    option.role = "option";
    option.id = `palette-${index}`;
    const name = make("span", drawing === "key" ? "name code" : "name", item.name);
    const detail = make("span", "detail", item.detail);
    name.dir = detail.dir = "auto";
    option.append(icon(drawing), name, detail);
    return option;
  }

  #activate(index) {
    this.#active = index;
    const options = [...this.querySelectorAll("[role=option]")];
    options.forEach((option, each) => option.setAttribute("aria-selected", each === index));
    if (options[index]) this.#input.setAttribute("aria-activedescendant", options[index].id);
    else this.#input.removeAttribute("aria-activedescendant");
    if (index === 0) this.#results.scrollTop = 0;
    else options[index]?.scrollIntoView({ block: "nearest" });
  }

  #say(text, isSeen = false) {
    const place = this.querySelector("[data-status]");
    place.textContent = text;
    place.className = isSeen ? "nothing" : "visually-hidden";
  }

  #choose(item) {
    if (!item) return;
    if (item.asks) {
      this.#input.value = "";
      this.#stepTo(item);
      this.#ask(0);
      return;
    }
    recent.add(item);
    this.#dialog.close();
    if (this.#opener?.isConnected) this.#opener.focus();
    document.dispatchEvent(new CustomEvent("do", { detail: { act: item.act, address: item.address } }));
  }
});
