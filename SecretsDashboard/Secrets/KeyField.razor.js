// While a key is typed: spaces and hyphens become _, lower case becomes upper case where the project wants that.
document.addEventListener("input", event => {
  const field = event.target;
  if (!field.matches?.("[data-key-field]") || event.isComposing) return;
  const joined = field.value.replace(/[\s-]/g, "_");
  const text = field.dataset.keyField === "upper" ? joined.replace(/[a-z]/g, letter => letter.toUpperCase()) : joined;
  if (text === field.value) return;
  const place = field.selectionStart;
  field.value = text;
  field.setSelectionRange(place, place);
});
