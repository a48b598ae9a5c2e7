// While a key is typed: full-width letters become plain ones, spaces and hyphens become _, lower case becomes upper case where the project wants
// that; the rule is told, and what would be a better name; known names are offered. Before a save it asks where a value does not look like
// what has that name. The server has the last word.
const shown = 6;
const longer = { prod: "production", dev: "development", stg: "staging", stage: "staging" };
const general = /^(?:MY_?|THE_?|NEW_?)?(?:API_?)?(?:KEY|TOKEN|SECRET|PASSWORD|PASS|VALUE|CREDENTIALS?)_?\d*$/i;
const part = (field, name) => field.closest(".key-field")?.querySelector(name);

// name, service, type, how values start, where one gets one, and what the name is mistaken for: wwwroot/known-names.json
let names = [];
let asked;
const known = field => asked ??= fetch(field.dataset.known).then(answer => answer.json()).then(all => { names = all; }, () => { asked = undefined; });
const find = key => names.find(({ name }) => name === key);

// a name or what is said for it begins like this, the names first
function offers(text) {
  const typed = text.toUpperCase();
  if (typed.length < 2 || typed !== text || find(text)) return [];
  const begins = ({ name }) => name.startsWith(typed);
  const isMeant = ({ name, service, also }) => !name.startsWith(typed) && [service.toUpperCase().replaceAll(" ", "_"), ...also ?? []].some(word => word.startsWith(typed));
  return [...names.filter(begins), ...names.filter(isMeant)];
}

function tidy(event) {
  const field = event.target;
  if (!field.matches?.("[data-key-field]") || event.isComposing) return;
  const joined = field.value.normalize("NFKC").replace(/[\s-]/g, "_");
  const text = field.dataset.keyField === "upper" ? joined.replace(/[a-z]/g, letter => letter.toUpperCase()) : joined;
  if (text !== field.value) {
    const place = field.selectionStart;
    field.value = text;
    field.setSelectionRange(place, place);
  }
  look(field);
  offer(field);
}

document.addEventListener("input", tidy);
// what an input method wrote is tidied when it is done: no input follows
document.addEventListener("compositionend", tidy);

// the rule, in the words of the server; null: what can be seen here keeps it
function problem(field) {
  const key = field.value;
  if (key.length > Number(field.dataset.longest)) return `Secret key is too long: at most ${field.dataset.longest} characters`;
  if (/^[0-9]/.test(key)) return `Secret key may not start with the digit ${key[0]}: it starts with a letter or _`;
  const isAny = field.dataset.keyField === "any";
  const other = [...key].find(letter => !(isAny ? /[A-Za-z0-9_]/ : /[A-Z0-9_]/).test(letter));
  if (other) return `Secret key may not contain ${/[\p{C}\p{Z}\p{M}]/u.test(other) ? `U+${other.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : `“${other}”`}: each character is ${isAny ? "a letter, a digit or _" : "A to Z, 0 to 9 or _"}`;
  return /[a-z]/.test(key) && /[A-Z]/.test(key) ? "Secret key may not mix upper and lower case: it is UPPER_SNAKE_CASE or lower_snake_case" : null;
}

// what would be better; it blocks nothing
function nudge(field) {
  const key = field.value;
  if (general.test(key)) return "Name the service: STRIPE_SECRET_KEY";
  const words = key.toLowerCase().split("_").slice(1).map(word => longer[word] ?? word);
  const named = JSON.parse(field.dataset.environments).find(({ slug, name, isProduction }) =>
    words.includes(slug) || words.includes(name.toLowerCase()) || (isProduction && words.includes("production")));
  return named ? `This project has a ${named.name} environment for that.` : "";
}

function look(field) {
  const wrong = field.value === "" ? null : problem(field);
  const message = field.form.querySelector('[data-message-for="key"]');
  message.textContent = wrong ?? "";
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  part(field, "[data-key-sample]").textContent = field.value || "KEY";
  const words = wrong ? "" : nudge(field);
  const place = part(field, "[data-key-nudge]");
  if (place.textContent !== words) place.textContent = words;
  tell(field, find(field.value));
}

// where one gets a new value, and its type
function tell(field, name) {
  const place = field.form.querySelector("[data-known-page]");
  if (place) {
    place.hidden = !name?.page;
    const link = place.querySelector("a");
    [link.href, link.textContent] = name?.page ? [name.page, new URL(name.page).host + new URL(name.page).pathname.replace(/\/$/, "")] : ["", ""];
  }
  const type = field.form.elements.namedItem("type");
  if (!type || field.readOnly) return;
  const isOurs = type.value === "detect" || type.value === type.dataset.known;
  if (!isOurs) return;
  type.value = type.dataset.known = name?.type ?? "detect";
}

// the list of known names beneath the field
function offer(field) {
  const list = part(field, "[role=listbox]");
  const found = offers(field.value).slice(0, shown);
  list.replaceChildren(...found.map((name, index) => {
    const option = Object.assign(document.createElement("li"), { id: `known-name-${index}`, textContent: name.name });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.name = name.name;
    option.append(Object.assign(document.createElement("small"), { textContent: name.service }));
    return option;
  }));
  open(field, found.length > 0);
}

function open(field, isOpen) {
  const list = part(field, "[role=listbox]");
  list.hidden = !isOpen;
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) field.removeAttribute("aria-activedescendant");
}

function choose(field, by) {
  const options = [...part(field, "[role=listbox]").children];
  const at = options.findIndex(option => option.getAttribute("aria-selected") === "true");
  const next = at < 0 && by < 0 ? options.length - 1 : (at + by + options.length) % options.length;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
  options[next].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[next].id);
}

function take(field, option) {
  field.value = option.dataset.name;
  open(field, false);
  look(field);
}

const isOpen = field => field.getAttribute("aria-expanded") === "true";

// captured: before the dialog, which Escape would close
document.addEventListener("keydown", event => {
  const field = event.target;
  if (!field.matches?.("[data-key-field]") || event.isComposing) return;
  if (event.key === "ArrowDown" && !isOpen(field)) offer(field);
  if (!isOpen(field)) return;
  const chosen = part(field, "[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(field, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && chosen && !event.ctrlKey && !event.metaKey) take(field, chosen);
  else if (event.key === "Escape") open(field, false);
  else return event.key === "Enter" && open(field, false);
  event.preventDefault();
}, true);

// a choice keeps the focus where the typing goes
document.addEventListener("mousedown", event => {
  const option = event.target.closest(".key-field [role=option]");
  if (!option) return;
  event.preventDefault();
  take(option.closest(".key-field").querySelector("[data-key-field]"), option);
});

document.addEventListener("focusout", event => {
  if (event.target.matches?.("[data-key-field]")) open(event.target, false);
});

document.addEventListener("focusin", async event => {
  const field = event.target.form?.querySelector("[data-known]");
  if (!field) return;
  await known(field);
  // the key of a secret that is there
  if (field.readOnly && !field.matches("[data-key-field]")) tell(field, find(field.value));
});

document.addEventListener("click", event => {
  const button = event.target.closest("[data-key-help]");
  if (!button) return;
  const examples = document.getElementById(button.getAttribute("aria-controls"));
  examples.hidden = !examples.hidden;
  button.setAttribute("aria-expanded", String(!examples.hidden));
});

// what speaks against a value of that name in that place; null: nothing that is known
function doubt(field, name) {
  const { production, elsewhere } = field.dataset;
  const starts = list => list?.some(start => field.value.startsWith(start));
  if (!name || field.value === "") return null;
  if (production && starts(name.test)) return `This looks like a ${name.service} test key, and ${production} is production.`;
  if (elsewhere && !production && starts(name.live)) return `This looks like a live ${name.service} key, and ${elsewhere} is not production.`;
  const all = [...name.live ?? [], ...name.test ?? [], ...name.starts ?? []];
  return all.length > 0 && !starts(all) ? `This does not look like ${name.name} of ${name.service}: that starts with ${all.join(" or ")}.` : null;
}

// captured: before it is posted
document.addEventListener("submit", event => {
  const key = event.target.querySelector("[data-known]");
  const name = key && find(key.value);
  if (!name || event.defaultPrevented) return;
  for (const field of event.target.querySelectorAll("textarea[data-value=line]")) {
    const words = field.dataset.leftOut !== undefined || field.dataset.isSure !== undefined ? null : doubt(field, name);
    if (!words) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    const question = field.closest(".value-field").querySelector("[data-doubt]");
    question.querySelector(".message").textContent = words;
    question.hidden = false;
    question.querySelector("button").focus();
    return;
  }
}, true);
