// Says what the connection does. Works with the script of ASP.NET Core 9 (classes only) and of 10 (classes and events).
const banner = document.getElementById("components-reconnect-modal");
const has = name => banner.classList.contains(`components-reconnect-${name}`);

const isTyping = () => [...document.querySelectorAll("form[data-value-form] textarea, form[data-value-form] input:not([type=hidden])")]
  .some(field => field.type !== "checkbox" && !field.readOnly && field.value !== "");

function say(text) {
  banner.textContent = text;
  banner.hidePopover();
  banner.showPopover();
}

async function leaveIfSignedOut() {
  const answer = await fetch("/account/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status !== 401) return;
  document.body.replaceChildren();
  location.replace(`/login?ReturnUrl=${encodeURIComponent(location.pathname + location.search)}`);
}

function rejected() {
  if (!isTyping()) {
    location.reload();
    return;
  }
  const text = "The server was restarted; saving still works.";
  say(text);
  for (const place of document.querySelectorAll("form[data-value-form] [data-form-message]")) {
    place.dataset.tone = "note";
    place.textContent = text;
  }
}

new MutationObserver(() => {
  const state = ["rejected", "failed", "show", "retrying", "hide"].find(has) ?? "hide";
  if (state === banner.dataset.state) return;
  banner.dataset.state = state;
  if (state === "hide") {
    banner.hidePopover();
    // the server was not told of those that were closed meanwhile, and would not open them again
    for (const dialog of document.querySelectorAll("modal-dialog > dialog:not([open])")) dialog.dispatchEvent(new Event("close"));
  } else if (state === "rejected") {
    rejected();
  } else {
    say("The connection is lost. Trying to connect again…");
    leaveIfSignedOut();
  }
}).observe(banner, { attributes: true, attributeFilter: ["class"] });

// A page without a circuit was only kept for what was typed: once that is gone there is a new one.
document.addEventListener("close", () => setTimeout(() => {
  if (banner.dataset.state === "rejected" && !isTyping()) location.reload();
}), true);

// Blazor gives up in the end; the server may well come back after that.
setInterval(() => {
  if (banner.dataset.state === "failed") Blazor.reconnect().then(again => again || rejected(), () => {});
}, 5000);
