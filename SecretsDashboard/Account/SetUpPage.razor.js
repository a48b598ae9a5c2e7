// The code comes in the fragment, which no server ever sees: check it, keep it in the form, clear the address bar.
const form = document.querySelector("[data-set-up]");
const code = location.hash.slice(1);

if (form && form.hidden) {
  history.replaceState(null, "", location.pathname);
  const answer = code && await fetch("/setup/check", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  document.querySelector("[data-checking]").hidden = true;
  if (answer?.ok) {
    form.elements.namedItem("Form.Code").value = code;
    form.hidden = false;
    form.elements.namedItem("Form.Name").focus();
  } else {
    document.querySelector("[data-refused]").hidden = false;
  }
}
