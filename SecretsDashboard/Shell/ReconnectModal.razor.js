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

function tell(text) {
  say(text);
  for (const place of document.querySelectorAll("form[data-value-form] [data-form-message]")) {
    place.dataset.tone = "note";
    place.textContent = text;
  }
}

const isCovered = () => document.documentElement.dataset.signedOut !== undefined;

// A session that was ended, or that lacks a second factor from now on, is cleared from the screen at once. One that ran out was left by its person, who finds the form again.
async function leaveIfSignedOut() {
  const answer = await fetch("/account/session/state", { cache: "no-store" }).catch(() => null);
  const state = answer?.ok ? await answer.text().catch(() => null) : null;
  if (state === "limited") {
    document.body.replaceChildren();
    location.replace("/account");
  } else if (state === "ran out" && isTyping()) {
    if (isCovered()) return;
    document.documentElement.dataset.signedOut = "";
    tell("You are signed out. What you typed is kept: save, sign in in the tab that opens, then save again.");
  } else if (state === "ran out" || state === "ended") {
    document.body.replaceChildren();
    location.replace(`/login?ReturnUrl=${encodeURIComponent(location.pathname + location.search)}&Ended=true`);
  }
}

function rejected() {
  if (!isTyping()) {
    location.reload();
    return;
  }
  tell(isCovered() ? "You are signed in again: save now, what you typed is kept." : "The server was restarted; saving still works.");
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
    if (!isCovered()) say("The connection is lost. Trying to connect again…");
    leaveIfSignedOut();
  }
}).observe(banner, { attributes: true, attributeFilter: ["class"] });

// A page without a circuit was only kept for what was typed: once that is gone there is a new one.
document.addEventListener("close", () => setTimeout(() => {
  if ((isCovered() || banner.dataset.state === "rejected") && !isTyping()) location.reload();
}), true);

// Blazor gives up in the end; the server may well come back after that.
setInterval(() => {
  if (banner.dataset.state === "failed") Blazor.reconnect().then(again => again || rejected(), () => {});
}, 5000);
