// Light or dark: the choice lives in a cookie, so that the server writes it into the next page and nothing flashes.
document.addEventListener("click", event => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme-${root.dataset.cookies}=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
});
