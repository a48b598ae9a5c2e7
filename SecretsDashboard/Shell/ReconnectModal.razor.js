// Says what the connection does. Works with the script of ASP.NET Core 9 (classes only) and of 10 (classes and events).
const banner = document.getElementById("components-reconnect-modal");
const dead = document.getElementById("blazor-error-ui");
const boot = document.querySelector("[data-boot]");
const has = name => banner.classList.contains(`components-reconnect-${name}`);
const slow = 8_000;
const patience = 4_000;

const reasons = {
  full: `Too many tabs: at most ${banner.dataset.most} tabs of one person are served at a time. Close some, then reload this page.`,
  sockets: "The live connection does not get through: the proxy before this server must pass web sockets on. See “Behind a proxy” in docs/operations.md.",
  away: "The server does not answer: it is away, or the proxy before it cannot reach it.",
};

const isTyping = () => [...document.querySelectorAll("form[data-value-form] textarea, form[data-value-form] input:not([type=hidden])")]
  .some(field => field.type !== "checkbox" && !field.readOnly && field.value !== "");
const isBooting = () => !document.querySelector(".room");
const isCovered = () => document.documentElement.dataset.signedOut !== undefined;

function say(text) {
  banner.querySelector("[data-said]").textContent = text;
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

// reloading would lose what was typed
function offer(isOffered) {
  banner.querySelector("[data-again]").hidden = !isOffered || !isTyping();
  banner.querySelector("[data-reload]").hidden = !isOffered || isTyping();
}

// Why there is no connection: asks whether there is room for one, and tries a web socket.
async function reason() {
  const answer = await ask("/_blazor/room");
  if (answer?.status === 401) return "signed out";
  const room = answer?.ok ? await answer.text().catch(() => null) : null;
  if (room === "full") return "full";
  if (room !== "room") return "away";
  const socket = new WebSocket(new URL("/_blazor", location.href.replace(/^http/, "ws")));
  const opened = await new Promise(resolve => {
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
    setTimeout(resolve, patience, false);
  });
  socket.close();
  if (opened) return "none";
  // a proxy may have answered by itself: then the server does not know yet
  ask("/_blazor/room?blocked");
  return "sockets";
}

const ask = where => fetch(where, { cache: "no-store", signal: AbortSignal.timeout(patience) }).catch(() => null);

// A session that was ended, or that lacks a second factor from now on, is cleared from the screen at once. One that ran out was left by its person, who finds the form again.
async function leaveIfSignedOut() {
  const answer = await fetch("/account/session/state", { cache: "no-store" }).catch(() => null);
  const state = answer?.ok ? await answer.text().catch(() => null) : null;
  if (state === "limited") {
    document.body.replaceChildren();
    location.replace("/account");
  } else if (state === "signed out") {
    // their own choice: the page is nobody's any more, and the next person starts afresh
    document.body.replaceChildren();
    location.replace("/login");
  } else if (state === "ran out" && isTyping()) {
    if (isCovered()) return;
    document.documentElement.dataset.signedOut = "";
    tell("You are signed out. Your text is kept: save, sign in in the tab that opens, then save again.");
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
  offer(false);
  tell(isCovered() ? "You are signed in again: save now, your text is kept." : "The server was restarted; saving still works.");
}

let lostAt = 0;
const isLost = () => ["show", "retrying", "failed"].includes(banner.dataset.state) && !isCovered();

// it may take long: say why, and offer a way on
async function explain() {
  const why = await reason();
  if (!isLost() || why === "none") return;
  if (why === "signed out") return leaveIfSignedOut();
  say(`${reasons[why]} Trying again…`);
  offer(true);
}

new MutationObserver(() => {
  const state = ["rejected", "failed", "show", "retrying", "hide"].find(has) ?? "hide";
  if (state === banner.dataset.state) return;
  if (!isLost()) lostAt = Date.now();
  banner.dataset.state = state;
  if (state === "hide") {
    offer(false);
    banner.hidePopover();
    // the server was not told of those that were closed meanwhile, and would not open them again
    for (const dialog of document.querySelectorAll("modal-dialog > dialog:not([open])")) dialog.dispatchEvent(new Event("close"));
  } else if (state === "rejected") {
    rejected();
  } else {
    if (!isCovered() && Date.now() - lostAt < slow) say("The connection is lost. Trying to connect again…");
    leaveIfSignedOut();
  }
}).observe(banner, { attributes: true, attributeFilter: ["class"] });

// A page without a circuit was only kept for what was typed: once that is gone there is a new one.
document.addEventListener("close", () => setTimeout(() => {
  if ((isCovered() || banner.dataset.state === "rejected") && !isTyping()) location.reload();
}), true);

// Blazor gives up in the end; the server may well come back after that.
const again = () => banner.dataset.state === "failed" && Blazor.reconnect().then(done => done || rejected(), () => {});
setInterval(() => {
  again();
  if (isLost() && Date.now() - lostAt >= slow) explain();
}, 5000);

// The connection that never came: where there is none after a while, or Blazor says so.
async function explainStart() {
  const why = isBooting() ? await reason() : "none";
  if (!isBooting() || why === "none") return;
  if (why === "signed out") return leaveIfSignedOut();
  const late = boot?.querySelector("[data-late]");
  if (!late) return;
  late.querySelector("p").textContent = reasons[why];
  late.hidden = false;
}

setTimeout(explainStart, slow);

// The circuit died while the connection is there: saving goes past it, all else is over.
new MutationObserver(async () => {
  if (dead.style.display !== "block") return;
  // Blazor shows it for each try to connect that fails, too
  const isDown = ["show", "retrying", "failed"].some(has);
  if (isDown || isBooting()) dead.style.display = "";
  if (isBooting()) {
    explainStart();
  } else if (isDown) {
    // the banner says it
  } else if (dead.dataset.told === undefined) {
    dead.dataset.told = "";
    banner.dataset.state = "rejected";
    const answer = await fetch("/page-failed", { method: "POST", cache: "no-store" }).catch(() => null);
    const request = answer?.ok && (await answer.json().catch(() => null))?.request;
    const place = dead.querySelector("[data-request]");
    if (request) place.textContent = `The server's log says more at request ${request}.`;
    place.hidden = !request;
  }
}).observe(dead, { attributes: true, attributeFilter: ["style"] });

document.addEventListener("click", event => {
  if (event.target.closest("[data-reload]")) location.reload();
  if (event.target.closest("[data-again]")) {
    say("Trying to connect again…");
    again() || explain();
  }
});
