// Writes a new token into the page that shows it once. It comes with the answer to the form and stands nowhere else.
let minted = "";

document.addEventListener("formsaved", event => { minted = event.detail.token ?? ""; }, { capture: true });

customElements.define("minted-token", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children
    queueMicrotask(() => {
      for (const place of this.querySelectorAll("[data-with-token]")) place[text(place)] = place[text(place)].replaceAll("{token}", () => minted);
      minted = "";
      this.querySelector("[data-autofocus]").focus();
    });
    this.addEventListener("click", event => {
      if (event.target.matches("[data-copy]")) copy(event.target);
    });
  }
});

const text = place => place instanceof HTMLInputElement ? "value" : "textContent";

async function copy(button) {
  const place = button.parentElement.querySelector("[data-with-token]");
  try {
    await navigator.clipboard.writeText(place[text(place)]);
    button.textContent = "Copied";
  } catch {
    // not allowed here: selected, it can be copied by hand
    if (place instanceof HTMLInputElement) place.select();
    else getSelection().selectAllChildren(place);
  }
}
