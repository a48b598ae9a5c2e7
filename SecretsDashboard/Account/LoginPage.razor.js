// The cookie is not sent with a link from elsewhere. Where this browser is signed in after all, go straight on.
const wanted = new URLSearchParams(location.search).get("ReturnUrl");
// parsed as the browser will: it drops tabs and line breaks, so "/\t/evil" would be another site's address
if (wanted?.startsWith("/") && URL.canParse(wanted, location.href) && new URL(wanted, location.href).origin === location.origin) {
  const answer = await fetch("/account/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 204) location.replace(wanted);
}
