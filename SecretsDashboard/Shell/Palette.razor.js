// Opens the palette at once: what is typed next belongs to it. Never over another dialog. MainLayout.razor.js knows its key.
document.documentElement.toggleAttribute("data-apple", /Mac|iPhone|iPad/.test(navigator.platform));

document.addEventListener("click", event => {
  if (event.target.closest("[data-open-palette]")) document.querySelector("search-palette")?.open();
});

customElements.define("search-palette", class extends HTMLElement {
  #opener = null;
  // the server moves the choice: keep it in sight
  #choice = new MutationObserver(([change]) => {
    const option = document.getElementById(change.target.getAttribute("aria-activedescendant"));
    if (option?.id === "palette-0") this.#results.scrollTop = 0;
    else option?.scrollIntoView({ block: "nearest" });
  });

  get #dialog() { return this.querySelector("dialog"); }
  get #results() { return this.querySelector("[role=listbox]"); }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#opener = document.activeElement;
    this.#dialog.showModal();
    // asks for what there is before anything is typed
    this.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  }

  connectedCallback() {
    this.#choice.observe(this, { subtree: true, attributes: true, attributeFilter: ["aria-activedescendant"] });
    this.addEventListener("keydown", event => {
      // an Enter that takes what an input method suggests opens nothing, and its arrows choose among what it suggests
      if (event.isComposing) return event.stopPropagation();
      // these are for the list, not for the text
      if (event.target.matches("input") && ["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) event.preventDefault();
      // the browser's own Esc empties a search field first
      if (event.key === "Escape") {
        event.preventDefault();
        this.#dialog.close();
      }
    });
    this.addEventListener("input", () => { this.#results.scrollTop = 0; });
    // a click keeps the focus where the typing goes
    this.addEventListener("mousedown", event => {
      if (event.target.closest("[role=option]")) event.preventDefault();
    });
    this.addEventListener("click", event => {
      // what is beside the dialog counts as the dialog itself
      if (event.target === this.#dialog || event.target.closest("[data-close]")) this.#dialog.close();
    });
    // captured: close does not bubble
    this.addEventListener("close", () => { this.querySelector("input").value = ""; }, true);
  }

  disconnectedCallback() {
    this.#choice.disconnect();
    if (this.#opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) this.#opener.focus();
  }
});
