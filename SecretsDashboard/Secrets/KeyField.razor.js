// While a key is typed: full-width letters become plain ones, spaces and hyphens become _, lower case becomes upper case where the project wants that.
function tidy(event) {
  const field = event.target;
  if (!field.matches?.("[data-key-field]") || event.isComposing) return;
  const joined = field.value.normalize("NFKC").replace(/[\s-]/g, "_");
  const text = field.dataset.keyField === "upper" ? joined.replace(/[a-z]/g, letter => letter.toUpperCase()) : joined;
  if (text === field.value) return;
  const place = field.selectionStart;
  field.value = text;
  field.setSelectionRange(place, place);
}

document.addEventListener("input", tidy);
// what an input method wrote is tidied when it is done: no input follows
document.addEventListener("compositionend", tidy);
