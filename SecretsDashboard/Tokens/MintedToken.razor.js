// Writes a new token into the page that shows it once. It comes with the answer to the form and stands nowhere else.
let minted = "";

document.addEventListener("formsaved", event => { minted = event.detail.token ?? ""; }, { capture: true });

customElements.define("minted-token", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children
    queueMicrotask(() => {
      for (const place of this.querySelectorAll("[data-with-token]")) place.textContent = place.textContent.replaceAll("{token}", () => minted);
      minted = "";
      this.querySelector("[data-autofocus]").focus();
    });
    this.addEventListener("click", event => {
      if (event.target.matches("[data-copy]")) copy(event.target);
    });
  }
});

async function copy(button) {
  const place = button.parentElement.querySelector("[data-with-token]");
  try {
    await navigator.clipboard.writeText(place.textContent);
    button.textContent = "Copied";
  } catch {
    // not allowed here: selected, it can be copied by hand
    getSelection().selectAllChildren(place);
  }
}
