// Where this browser is signed in after all, go straight on: the cookie is not sent with a link from elsewhere, and a form that was
// open before somebody signed in in another tab cannot be posted any more.
const form = document.querySelector("form");
const wanted = new URLSearchParams(location.search).get("ReturnUrl");
// parsed as the browser will: it drops tabs and line breaks, so "/\t/evil" would be another site's address
const isLocal = wanted?.startsWith("/") && URL.canParse(wanted, location.href) && new URL(wanted, location.href).origin === location.origin;

async function goOn() {
  const answer = await fetch("/account/session/state", { cache: "no-store" }).catch(() => null);
  // a session that lacks a second factor is led on from wherever it goes
  if (!answer?.ok || !["live", "limited"].includes(await answer.text())) return false;
  location.replace(isLocal ? wanted : "/");
  return true;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) goOn();
});

form?.addEventListener("submit", async event => {
  event.preventDefault();
  if (form.dataset.posted !== undefined) return;
  form.dataset.posted = "";
  if (!await goOn()) form.submit();
});

if (isLocal) await goOn();
