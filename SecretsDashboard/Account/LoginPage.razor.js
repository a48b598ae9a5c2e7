// The cookie is not sent with a link from elsewhere. Where this browser is signed in after all, go straight on.
const wanted = new URLSearchParams(location.search).get("ReturnUrl");
if (wanted && /^\/(?![/\\])/.test(wanted)) {
  const answer = await fetch("/account/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 204) location.replace(wanted);
}
