// Writes a new token or link into the page that shows it once. It comes with the answer to the form and stands nowhere else.
let once = "";
let image = "";

document.addEventListener("formsaved", event => { ({ once = "", image = "" } = event.detail); }, { capture: true });

customElements.define("shown-once", class extends HTMLElement {
  // by the button, or by hand; the dialog around it asks before it closes
  isCopied = false;

  connectedCallback() {
    this.addEventListener("copy", () => { this.isCopied = true; });
    // the element arrives before its children, and may be gone again by then
    queueMicrotask(() => {
      if (!this.isConnected) return;
      for (const place of this.querySelectorAll("[data-with-once]")) place[text(place)] = place[text(place)].replaceAll("{once}", () => once);
      for (const place of this.querySelectorAll("img[data-image]")) place.src = image;
      once = image = "";
      this.querySelector("[data-autofocus]").focus();
    });
    this.addEventListener("click", event => {
      // the text of a button may be in elements of a translator's
      const button = event.target.closest("[data-copy]");
      if (button) copy(button);
    });
  }
});

const text = place => place instanceof HTMLInputElement ? "value" : "textContent";

async function copy(button) {
  const place = button.closest(".once").querySelector("[data-with-once]");
  try {
    await navigator.clipboard.writeText(place[text(place)]);
    // not every text to copy holds it
    const shown = button.closest("shown-once");
    if (place[text(place)].includes(shown.querySelector("input[data-with-once]").value)) shown.isCopied = true;
    button.querySelector(".mud-button-label").textContent = "Copied";
  } catch {
    // not allowed here: selected, it can be copied by hand
    if (place instanceof HTMLInputElement) place.select();
    else getSelection().selectAllChildren(place);
  }
}
