// Takes the text of a .env file from a file, a drop or the clipboard, and shows what the server would do with it. ValueForm posts it: once for a
// preview that compares values, when the text was taken or Preview pressed. While one types, the names alone are asked about: see outline.
const line = /^[ \t]*(?:(?:export|declare -x)[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=/m;
const patience = 10_000;
const rest = 400;
const tones = { New: "primary", Changed: "warning", Replaces: "warning", Refused: "error" };
let pasted = "";
// what is shown is not what would be imported once something was changed: these count the changes up to now, at the last post, in what is shown
let edits = 0;
let asked = 0;
let planned = -1;
let isImporting = false;
// the text came as a whole, by paste, drop or file: nobody is in the middle of a line
let isTakenWhole = false;
let typing;
// the server reads one file of a person at a time: what is asked while one types goes first, what is pressed waits for it
let outlining = Promise.resolve();
let isAsking = false;

const formAt = place => place.closest?.("dialog")?.querySelector("env-file")?.closest("form");

customElements.define("env-file", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children, and may be gone again by then
    queueMicrotask(() => {
      if (!this.isConnected) return;
      recall(this);
      if (pasted) take(this, pasted);
      pasted = "";
    });
    this.addEventListener("click", event => {
      if (event.target.closest("[data-choose-file]")) this.querySelector("[type=file]").click();
    });
    this.addEventListener("change", event => {
      if (!event.target.files?.length) return;
      read(this, event.target.files[0]);
      // or the same file could not be chosen again
      event.target.value = "";
    });
  }
});

// the environments of the last import in this project, as far as they are offered
const memory = place => `import ${place.dataset.importEnvironments}`;
const choices = place => [...place.querySelectorAll("[name=environment]")];

function recall(place) {
  const environments = place.closest("form").querySelector("[data-import-environments]");
  const last = JSON.parse(localStorage.getItem(memory(environments)) ?? "[]");
  const boxes = choices(environments);
  if (!boxes.some(box => last.includes(box.value))) return;
  for (const box of boxes) box.checked = last.includes(box.value);
}

document.addEventListener("formsaved", event => {
  const environments = event.target.querySelector("[data-import-environments]");
  if (environments) localStorage.setItem(memory(environments), JSON.stringify(choices(environments).filter(box => box.checked).map(box => box.value)));
}, true);

function take(place, text) {
  const field = place.querySelector("textarea");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  field.focus();
}

async function read(place, file) {
  const message = place.querySelector("[data-message-for]");
  message.textContent = "";
  try {
    if (file.size > Number(place.dataset.longest)) throw new RangeError();
    // not file.text(): it puts other characters where a byte is not UTF-8, and a value would be stored that nobody wrote
    take(place, new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
  } catch (problem) {
    message.textContent = problem instanceof RangeError ? "This file is longer than 1 MiB, which is no .env file."
      : problem instanceof TypeError ? "This file is not UTF-8 text: save it as UTF-8, not as “Unicode”, which is UTF-16." : "This file cannot be read.";
  }
}

const buttons = form => form.querySelectorAll("[type=submit]");
const pause = time => new Promise(resolve => setTimeout(resolve, time));

function forget(form) {
  planned = -1;
  form.querySelector("[data-import-counts]").textContent = "";
  form.querySelector("[data-import-consequence]").textContent = "";
  form.querySelector("[data-import-lines]").hidden = true;
  form.querySelector("tbody").replaceChildren();
  form.querySelector("[data-import-filter]").replaceChildren();
  offer(form, false);
}

// Import can be pressed as soon as there is something to import: a click never meets a button that the click itself turned off
function offer(form, isPossible) {
  const [preview, store] = buttons(form);
  store.disabled = !isPossible;
  emphasize(store, planned === edits);
  emphasize(preview, planned !== edits);
}

// the looks that MudButton gives the one that Enter means, and any other
function emphasize(button, isMain) {
  for (const name of ["mud-button-filled", "mud-button-filled-primary", "mud-button-disable-elevation"]) button.classList.toggle(name, isMain);
  for (const name of ["mud-button-outlined", "mud-button-outlined-default"]) button.classList.toggle(name, !isMain);
}

const outline = form => (outlining = outlining.then(() => outlineNow(form)));

async function outlineNow(form) {
  const mine = edits;
  while (form.dataset.busy !== undefined) await pause(50);
  if (mine !== edits || planned === edits || !form.isConnected) return;
  const text = form.elements.namedItem(form.dataset.text).value;
  const environments = [...form.querySelectorAll("[name=environment]:checked")].map(element => ["environment", element.value]);
  isAsking = true;
  try {
    const response = await fetch(`${buttons(form)[1].dataset.address}/names?${new URLSearchParams(environments)}`, {
      method: "POST",
      headers: { "Content-Type": "text/plain; charset=utf-8", RequestVerificationToken: document.querySelector("meta[name=antiforgery]").content },
      body: new Blob([text]),
      redirect: "error",
      cache: "no-store",
    });
    const answer = response.ok ? await response.json() : null;
    if (mine !== edits || planned === edits || !form.isConnected) return;
    if (answer?.plan) show(form, answer.plan);
    else if (answer) forget(form);
  } catch {
    // Preview and Import say what is wrong when they are pressed
  } finally {
    isAsking = false;
  }
}

// what was pressed waits for what is under way; Import for a plan of what is written now, and where there is none the preview says why
async function submitSoon(form, isImport) {
  const mine = edits;
  clearTimeout(typing);
  while (form.dataset.busy !== undefined) await pause(50);
  await (isImport ? outline(form) : outlining);
  if (mine === edits && form.isConnected) form.requestSubmit(buttons(form)[isImport && planned === edits ? 1 : 0]);
}

function show(form, plan) {
  planned = edits;
  form.querySelector("[data-import-basis]").value = plan.basis;
  form.querySelector("[data-import-counts]").textContent = plan.counts;
  form.querySelector("[data-import-consequence]").textContent = plan.consequence;
  // what is refused wants looking at: it stands first
  const lines = [...plan.lines].sort((one, other) => (other.state === "Refused") - (one.state === "Refused"));
  form.querySelector("tbody").replaceChildren(...lines.map(row));
  const place = form.querySelector("[data-import-lines]");
  place.hidden = false;
  place.scrollTop = 0;
  choose(form, lines);
  offer(form, true);
  if (isTakenWhole) form.querySelector("[data-import-counts]").scrollIntoView({ block: "nearest" });
}

// one button for each result there is, where there are several
function choose(form, lines) {
  const place = form.querySelector("[data-import-filter]");
  const before = place.querySelector("[aria-pressed=true]")?.textContent;
  const states = [...new Set(lines.map(each => each.state))];
  const names = states.length > 1 ? ["All", ...states] : [];
  place.replaceChildren(...names.map(name => Object.assign(document.createElement("button"), { type: "button", textContent: name })));
  filter(form, names.includes(before) ? before : "All");
}

function filter(form, state) {
  for (const button of form.querySelectorAll("[data-import-filter] button")) button.ariaPressed = String(button.textContent === state);
  for (const tr of form.querySelectorAll("[data-import-lines] tbody tr")) tr.hidden = state !== "All" && tr.dataset.result !== state;
}

document.addEventListener("click", event => {
  const form = formAt(event.target);
  const button = form && event.target.closest("[data-import-filter] button, [data-line]");
  if (!button) return;
  if (button.dataset.line) goTo(form.elements.namedItem(form.dataset.text), Number(button.dataset.line));
  else filter(form, button.textContent);
});

// selects the line in the field, with two lines above it in sight
function goTo(field, number) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  field.scrollTop = (number - 3) * parseFloat(getComputedStyle(field).lineHeight);
}

// where the project's settings allow what the rule of names refuses
function wayOut(key) {
  const settings = document.querySelector("[data-import-environments]").dataset.importEnvironments.replace(/secrets\/import$/, "settings");
  const link = Object.assign(document.createElement("a"), { href: settings, target: "_blank", textContent: "Settings > Key style allows them" });
  const words = Object.assign(document.createElement("span"), { className: "reason" });
  words.append("Lower-case names: ", link, ".");
  return key && /^[a-z_][a-z0-9_]*$/.test(key) ? words : null;
}

const element = (name, role, content) => Object.assign(document.createElement(name), { role, ...content });

function row({ line, key, state, reason, note }) {
  const isRefused = state === "Refused";
  const tr = element("tr", "row", { className: isRefused ? "refused" : "" });
  const at = element("td", "cell", isRefused ? {} : { textContent: line });
  const name = element("th", "rowheader", { scope: "row", className: key ? "" : "unnamed", textContent: key ?? "(not shown)" });
  const result = element("td", "cell", {});
  tr.dataset.result = state;
  if (isRefused) {
    const go = Object.assign(document.createElement("button"), { type: "button", className: "go", textContent: line, title: "Go to this line", ariaLabel: `Go to line ${line}` });
    go.dataset.line = line;
    at.append(go);
  }
  result.append(Object.assign(document.createElement("span"), { className: `mud-chip mud-chip-text mud-chip-size-small mud-chip-color-${tones[state] ?? "default"} tag`, textContent: state }));
  for (const words of [reason, note].filter(Boolean)) result.append(" ", Object.assign(document.createElement("span"), { className: "reason", textContent: words }));
  const way = isRefused && reason.startsWith("Secret key may not contain") ? wayOut(key) : null;
  if (way) result.append(" ", way);
  tr.append(at, name, result);
  return tr;
}

// not change: it comes when the field is left, by the very click on Import, and nothing was changed since the last input
document.addEventListener("input", event => {
  const form = formAt(event.target);
  if (!form || !event.target.name) return;
  edits++;
  clearTimeout(typing);
  const hasText = form.elements.namedItem(form.dataset.text).value.trim() !== "";
  if (hasText) offer(form, true);
  else return forget(form);
  const isTaken = event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop";
  if (event.target.matches("textarea")) isTakenWhole = isTaken;
  if (isTaken && form.dataset.busy === undefined) form.requestSubmit(buttons(form)[0]);
  else typing = setTimeout(() => outline(form), event.target.type === "checkbox" ? 0 : rest);
});

// Enter imports a text that came as a whole and was previewed; within one that is typed it begins a line
document.addEventListener("keydown", event => {
  const form = event.key === "Enter" && formAt(event.target);
  if (!form || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229 || event.repeat) return;
  const isText = event.target.matches("textarea") && isTakenWhole;
  if (!isText && !event.target.matches("input[type=checkbox]")) return;
  event.preventDefault();
  form.requestSubmit(buttons(form)[planned === edits ? 1 : 0]);
});

document.addEventListener("submit", event => {
  const form = formAt(event.target);
  if (!form) return;
  const isImport = event.submitter === buttons(form)[1];
  // ValueForm sends one thing at a time, and drops what is pressed meanwhile
  if (isAsking || (isImport && (planned !== edits || (form.dataset.busy !== undefined && !isImporting)))) {
    event.preventDefault();
    event.stopPropagation();
    submitSoon(form, isImport);
    return;
  }
  [asked, isImporting] = [edits, isImport];
}, { capture: true });

document.addEventListener("formanswered", event => {
  const form = formAt(event.target);
  if (!form || asked !== edits) return;
  if (event.detail.plan) show(form, event.detail.plan);
  else if (event.detail.outcome === "invalid") forget(form);
  // said once, by the answer itself
  if (event.detail.outcome === "unchanged") form.querySelector("[data-import-consequence]").textContent = "";
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, event => {
    const form = formAt(event.target);
    if (!form || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const place = form.querySelector("env-file");
    place.toggleAttribute("data-dragging", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length > 0) read(place, event.dataTransfer.files[0]);
  });
}

document.addEventListener("paste", event => {
  const button = document.querySelector("[data-env-import]");
  if (!button || event.target.closest?.("input, textarea, select") || document.querySelector("dialog[open]")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!line.test(text)) return;
  event.preventDefault();
  pasted = text;
  // where no dialog comes, the text does not wait for another one
  setTimeout(() => { pasted = ""; }, patience);
  button.click();
});
