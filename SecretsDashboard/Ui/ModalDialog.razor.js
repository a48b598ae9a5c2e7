// Opens the dialog the moment it stands in the page, without a round trip, and gives the focus back when it leaves. What was typed
// in it goes the moment it closes, also where the connection is away and it cannot leave yet.
customElements.define("modal-dialog", class extends HTMLElement {
  #opener = null;

  connectedCallback() {
    this.#opener = document.activeElement;
    // the element arrives before its children: wait until the whole batch is in the page, and what came with it, which may take it away again
    queueMicrotask(() => {
      const dialog = this.querySelector("dialog");
      if (dialog?.isConnected && !dialog.open) {
        dialog.showModal();
        dialog.querySelector("[data-autofocus]")?.focus();
      }
    });
    this.addEventListener("click", event => {
      // not a dialog within this one
      if (event.target.closest("[data-close]")?.closest("modal-dialog") === this) this.querySelector("dialog").close();
    });
    // captured: close does not bubble
    this.addEventListener("close", event => event.target.querySelectorAll("form").forEach(form => form.reset()), true);
  }

  disconnectedCallback() {
    if (this.#opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) this.#opener.focus();
  }
});
