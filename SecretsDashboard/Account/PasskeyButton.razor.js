// Passkeys: asks the server for a challenge and the browser for the answer, then posts it with the form as a plain one would be.
// A form is shown where the browser can do it for this address; a passkey belongs to a name, so an IP address has none.
const can = window.isSecureContext && window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials;

const refusals = {
  NotAllowedError: "Nothing was chosen in time, or it was cancelled.",
  InvalidStateError: "This device has a passkey of yours already.",
};

async function answerOf(form) {
  const token = form.elements.namedItem("__RequestVerificationToken").value;
  const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { RequestVerificationToken: token } });
  // the page for it comes back here
  if (answer.status === 428) location.assign(`/account/confirm?ReturnUrl=${encodeURIComponent(location.pathname)}`);
  if (!answer.ok) throw new Error();
  const options = await answer.json();
  return form.dataset.passkey.startsWith("/login")
    ? navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    : navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const fits = can && location.hostname === form.dataset.site;
  form.hidden = !fits;
  const without = form.parentElement.querySelector("[data-without-passkey]");
  if (without) without.hidden = fits;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    const message = form.querySelector("[data-passkey-message]");
    button.disabled = true;
    message.textContent = "";
    try {
      form.elements.namedItem("Passkey.Credential").value = JSON.stringify(await answerOf(form));
      form.submit();
    } catch (error) {
      message.textContent = refusals[error.name] ?? "That did not work. Try again.";
      button.disabled = false;
    }
  });
}
