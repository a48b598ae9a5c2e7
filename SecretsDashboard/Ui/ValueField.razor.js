// Shows a value while it is typed, has Enter save it while it is one line, and says what becomes of its line breaks.
// A break at the end alone comes with what was copied: it makes no second line, and is asked about before it is stored.
const lastBreak = /^[^\n]+\n+$/;
const isLine = field => !field.value.includes("\n") || lastBreak.test(field.value);
const partsOf = field => field.closest(".value-field");

// what the keys do is said of the field one is in
document.addEventListener("focusin", event => {
  const field = event.target;
  const keys = field.matches?.("textarea[data-value=line]") && field.form?.querySelector("[data-keys]");
  if (keys) keys.hidden = !isLine(field);
});

// Tab goes from value to value, past the buttons beside them: these keys press them
const shortcuts = { KeyV: "[data-show-value]", KeyG: "[data-generate]", KeyR: "[type=checkbox]" };

document.addEventListener("keydown", event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !event.target.matches?.("textarea[data-value]")) return;
  const button = shortcuts[event.code] && partsOf(event.target).querySelector(shortcuts[event.code]);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", event => {
  const toggle = event.target.closest("[data-show-value]");
  if (!toggle) return;
  const shown = document.getElementById(toggle.getAttribute("aria-controls")).classList.toggle("shown");
  toggle.setAttribute("aria-pressed", String(shown));
});

document.addEventListener("input", event => {
  const field = event.target;
  if (!field.matches("textarea[data-value=line]")) return;
  const parts = partsOf(field);
  const keys = field.form.querySelector("[data-keys]");
  if (keys) keys.hidden = !isLine(field);
  parts.querySelector("[data-when-lines]").hidden = isLine(field);
  for (const question of parts.querySelectorAll("[data-last-break], [data-doubt]")) question.hidden = true;
  delete field.dataset.keepsBreak;
  delete field.dataset.isSure;
  // for browsers whose fields do not grow by themselves
  field.rows = Math.min(field.value.split("\n").length, 10);
});

document.addEventListener("keydown", event => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!field.matches?.("textarea[data-value=line]") || !isLine(field)) return;
  // this Enter takes what an input method suggests; Safari tells it by 229 alone
  if (event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!event.repeat) field.form.requestSubmit();
});

// captured: before it is posted
document.addEventListener("submit", event => {
  const fields = [...event.target.querySelectorAll("textarea[data-value=line]")];
  const asked = fields.find(field => lastBreak.test(field.value) && field.dataset.leftOut === undefined && field.dataset.keepsBreak === undefined);
  if (!asked) return;
  event.preventDefault();
  event.stopPropagation();
  const question = partsOf(asked).querySelector("[data-last-break]");
  question.hidden = false;
  question.querySelector("button").focus();
}, true);

document.addEventListener("click", event => {
  const answer = event.target.closest("[data-drop-break], [data-keep-break]");
  if (!answer) return;
  const field = partsOf(answer).querySelector("textarea");
  if (answer.matches("[data-drop-break]")) {
    field.value = field.value.replace(/\n+$/, "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    field.dataset.keepsBreak = "";
    partsOf(field).querySelector("[data-last-break]").hidden = true;
  }
  field.focus();
  field.form.requestSubmit();
});

// What somebody is in doubt about is asked at the field, before it is posted; a person who is sure saves anyway. See KeyField.razor.js.
document.addEventListener("click", event => {
  const answer = event.target.closest("[data-mend], [data-ignore]");
  if (!answer) return;
  const field = partsOf(answer).querySelector("textarea");
  partsOf(field).querySelector("[data-doubt]").hidden = true;
  field.focus();
  if (answer.matches("[data-mend]")) return;
  field.dataset.isSure = "";
  field.form.requestSubmit();
});
