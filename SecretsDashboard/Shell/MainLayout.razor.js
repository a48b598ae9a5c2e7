// Single keys that press a button or go to a field (data-hotkey), but never while somebody types or a dialog is open.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const target = document.querySelector(`[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (target.matches("button")) target.click();
});

// On a narrow screen the navigation covers the page: a choice in it closes it.
document.addEventListener("click", event => {
  if (event.target.closest("#navigation a")) document.getElementById("navigation").hidePopover?.();
});

// Typing happens in the browser alone: tell the server now and then that somebody is there.
let told = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - told < 60_000) return;
  told = Date.now();
  fetch("/account/session", { cache: "no-store" }).catch(() => {});
});

// The sign-out button is a plain form in the circuit: the token its request needs stands in the page alone.
document.addEventListener("formdata", event => {
  if (!event.target.matches("form[data-sign-out]")) return;
  event.formData.append("__RequestVerificationToken", document.querySelector("meta[name=antiforgery]").content);
});
