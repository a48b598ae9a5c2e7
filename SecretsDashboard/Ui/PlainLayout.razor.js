// A form of a page without a circuit is posted once: of two clicks the browser would show the second answer, and what the first one
// had to say, such as recovery codes, would be lost.
document.addEventListener("submit", event => {
  if (event.defaultPrevented) return;
  if (event.target.dataset.posted !== undefined) event.preventDefault();
  event.target.dataset.posted = "";
});

// back from where it led
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-posted]")) delete form.dataset.posted;
});
