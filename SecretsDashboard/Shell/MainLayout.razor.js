// The key that was pressed, as the person's layout has it (Dvorak moves letters about); where the layout writes other than ASCII there,
// such as Cyrillic, the one that lies in its place on a Latin keyboard.
const placed = code => code.startsWith("Key") ? code.slice(3).toLowerCase() : code === "Slash" ? "/" : "";
// What fills in passwords presses keys without a name.
const keyOf = ({ key = "", code = "" }) => /^[!-~]$/.test(key) ? key.toLowerCase() : key.length === 1 || key === "Process" ? placed(code) : "";

// Ctrl+K, on a Mac Cmd+K, opens the palette. Single keys press a button or go to a field (data-hotkey), but never while somebody types or a dialog is open.
document.addEventListener("keydown", event => {
  const key = keyOf(event);
  if (key === "" || event.isComposing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "k" || event.ctrlKey === event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.querySelector("search-palette")?.open();
    return;
  }
  if (event.target.closest("input, textarea, select, dialog")) return;
  const target = document.querySelector(`[data-hotkey="${CSS.escape(key)}"]`);
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
