// Buttons with data-passkey: asks the server for a challenge and the browser for a passkey, then submits the button's form with what that
// answered, once. What needs passkeys is seen where the browser can do it for this address; a passkey belongs to a name, so an IP address has none.
const root = document.documentElement;
const can = window.isSecureContext && window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials;
if (can && location.hostname === root.dataset.site) root.dataset.passkeys = "";

const refusals = {
  NotAllowedError: "Nothing was chosen in time, or it was cancelled.",
  InvalidStateError: "This device has a passkey of yours already.",
};
// the browser says the same where it has none for this address
const moved = "No passkey was shown. One that was made while this server had another address does not work here: use your password, then add a new passkey on your account's page.";
const reason = (error, button) => error.name === "NotAllowedError" && button.dataset.moved !== undefined ? moved : refusals[error.name] ?? "That did not work. Try again.";

// a sentence of the server's, and the field it is about
class Refusal extends Error {
  constructor({ problem, field }) {
    super(problem);
    this.field = field;
  }
}

async function answerOf(form, button) {
  const token = form.elements.namedItem("__RequestVerificationToken")?.value ?? document.querySelector("meta[name=antiforgery]").content;
  const text = name => form.elements.namedItem(`Form.${name}`)?.value;
  const answer = await fetch(button.dataset.passkey, {
    method: "POST",
    headers: { "Content-Type": "application/json", RequestVerificationToken: token },
    body: JSON.stringify({ code: text("Code"), name: text("Name") }),
  });
  if (answer.status === 401) throw new Refusal({ problem: "You are signed out. Sign in, then try again." });
  if (answer.status === 428) {
    // the page for it comes back here
    location.assign(`/account/confirm?ReturnUrl=${encodeURIComponent(location.pathname)}&Again=true`);
    throw new Refusal({ problem: "" });
  }
  // a refusal says why
  if (!answer.ok) throw new Refusal({ problem: (await answer.json().catch(() => null))?.text ?? "That did not work. Try again." });
  const options = await answer.json();
  if (options.problem) throw new Refusal(options);
  return button.dataset.isNew === undefined
    ? navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    : navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

// captured: before the code that posts the form by fetch
document.addEventListener("submit", async event => {
  const { target: form, submitter: button } = event;
  const credential = button?.dataset.passkey && form.querySelector("[data-credential]");
  if (!credential || credential.value) return;
  event.preventDefault();
  event.stopPropagation();
  const message = form.querySelector(".form-message");
  message.textContent = "";
  button.disabled = true;
  try {
    credential.value = JSON.stringify(await answerOf(form, button));
    form.requestSubmit(button);
  } catch (error) {
    form.elements.namedItem(error.field)?.focus();
    message.textContent = error instanceof Refusal ? error.message : reason(error, button);
  } finally {
    credential.value = "";
    button.disabled = false;
  }
}, true);
