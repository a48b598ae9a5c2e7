// A page without a circuit is cleared too when its session is over: it looks by itself, which is no use of the session.
const pause = 400;

async function state() {
  const answer = await fetch("/account/session/state", { cache: "no-store" }).catch(() => null);
  return answer?.ok ? await answer.text().catch(() => "") : "";
}

let over;
do {
  await new Promise(resolve => setTimeout(resolve, pause));
  over = await state();
} while (!["ended", "ran out", "signed out"].includes(over));
document.body.replaceChildren();
// their own choice leads nobody back
location.replace(over === "signed out" ? "/login" : `/login?ReturnUrl=${encodeURIComponent(location.pathname)}&Ended=true`);
