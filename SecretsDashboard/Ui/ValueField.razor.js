// Shows a value while it is typed, and says what becomes of its line breaks.
document.addEventListener("click", event => {
  const toggle = event.target.closest("[data-show-value]");
  if (!toggle) return;
  const shown = document.getElementById(toggle.getAttribute("aria-controls")).classList.toggle("shown");
  toggle.setAttribute("aria-pressed", String(shown));
});

document.addEventListener("input", event => {
  if (!event.target.matches("textarea[data-value]")) return;
  const note = event.target.closest(".value-field").querySelector("[data-lines-note]");
  if (note) note.hidden = !event.target.value.includes("\n");
});
