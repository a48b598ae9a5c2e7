// Takes the text of a .env file from a file, a drop or the clipboard, and shows what the server would do with it. ValueForm posts it.
const line = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=/m;
const patience = 10_000;
let pasted = "";
// what was previewed is not what would be imported once something was changed
let edits = 0;
let asked = 0;

const formAt = place => place.closest?.("dialog")?.querySelector("env-file")?.closest("form");

customElements.define("env-file", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children
    queueMicrotask(() => {
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

function take(place, text) {
  const field = place.querySelector("textarea");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
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
      : problem instanceof TypeError ? "This file is not UTF-8 text." : "This file cannot be read.";
  }
}

function forget(form) {
  form.querySelector("[data-import-counts]").textContent = "";
  form.querySelector("[data-import-consequence]").textContent = "";
  form.querySelector("[data-import-lines]").hidden = true;
  form.querySelector("tbody").replaceChildren();
  offer(form, false);
}

function offer(form, isPlanned) {
  const [preview, store] = form.querySelectorAll("[type=submit]");
  store.disabled = !isPlanned;
  store.classList.toggle("primary", isPlanned);
  preview.classList.toggle("primary", !isPlanned);
}

function show(form, plan) {
  form.querySelector("[data-import-counts]").textContent = plan.counts;
  form.querySelector("[data-import-consequence]").textContent = plan.consequence;
  form.querySelector("tbody").replaceChildren(...plan.lines.map(row));
  const lines = form.querySelector("[data-import-lines]");
  lines.hidden = false;
  offer(form, true);
  form.querySelector(".actions").scrollIntoView({ block: "nearest" });
  const refused = lines.querySelector("[data-state=Refused]")?.closest("tr");
  lines.scrollTop = refused ? refused.offsetTop - lines.clientHeight / 2 : 0;
}

function row({ line, key, state, reason }) {
  const tr = document.createElement("tr");
  const name = Object.assign(document.createElement("th"), { scope: "row", textContent: key ?? "(not shown)" });
  const result = document.createElement("td");
  const badge = Object.assign(document.createElement("span"), { className: "badge", textContent: state });
  badge.dataset.state = state;
  result.append(badge);
  if (reason) result.append(" ", Object.assign(document.createElement("span"), { className: "reason", textContent: reason }));
  tr.append(Object.assign(document.createElement("td"), { textContent: line }), name, result);
  return tr;
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, event => {
    const form = formAt(event.target);
    if (!form || !event.target.name) return;
    edits++;
    forget(form);
  });
}

document.addEventListener("submit", event => {
  if (formAt(event.target)) asked = edits;
}, { capture: true });

document.addEventListener("formanswered", event => {
  const form = formAt(event.target);
  if (form && event.detail.plan && asked === edits) show(form, event.detail.plan);
  // said once, by the answer itself
  if (form && event.detail.outcome === "unchanged") form.querySelector("[data-import-consequence]").textContent = "";
});

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, event => {
    const form = formAt(event.target);
    if (!form || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) read(form.querySelector("env-file"), event.dataTransfer.files[0]);
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
