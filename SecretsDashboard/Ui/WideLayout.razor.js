// A page without a circuit is cleared too when its session is over: it looks by itself, which is no use of the session.
const pause = 400;

async function isOver() {
  const answer = await fetch("/account/session/state", { cache: "no-store" }).catch(() => null);
  return answer?.ok && ["ended", "ran out"].includes(await answer.text().catch(() => ""));
}

for (;;) {
  await new Promise(resolve => setTimeout(resolve, pause));
  if (await isOver()) break;
}
document.body.replaceChildren();
location.replace(`/login?ReturnUrl=${encodeURIComponent(location.pathname)}&Ended=true`);
