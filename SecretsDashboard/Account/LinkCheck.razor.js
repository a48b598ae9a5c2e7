// The code comes in the fragment, which no server ever sees: check it, keep it in the form, clear the address bar.
const form = document.querySelector("[data-link-check]");
const code = location.hash.slice(1);

if (form && form.hidden) {
  history.replaceState(null, "", location.pathname);
  const answer = code && await fetch(form.dataset.linkCheck, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  document.querySelector("[data-checking]").hidden = true;
  if (answer?.ok) {
    form.elements.namedItem("Form.Code").value = code;
    const told = answer.status === 200 ? await answer.json() : {};
    for (const place of form.querySelectorAll("[data-told]")) place.value = told[place.dataset.told];
    form.hidden = false;
    form.querySelector("input:not([type=hidden], [readonly])").focus();
  } else {
    // 401: signed in, but a second factor is to be set up first
    const reason = !code || answer?.status === 404 ? "refused" : answer?.status === 409 || answer?.status === 401 ? "occupied" : "unreached";
    const place = document.querySelector(`[data-${reason}]`);
    // a refusal says why
    const said = reason === "unreached" && (await answer?.json().catch(() => null))?.text;
    if (said) place.textContent = said;
    place.hidden = false;
  }
}
