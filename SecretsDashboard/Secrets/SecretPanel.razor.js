// The panel of a secret: its focus and its keys. It is no dialog: the table beside it stays at hand.
const keyOf = name => [...document.querySelectorAll("[data-row]")].find(button => button.textContent === name);

customElements.define("secret-panel", class extends HTMLElement {
  #opener = null;
  #isClosing = false;
  #pressed = event => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], [popover]:popover-open")) return;
    // Esc empties a search first, and leaves a field that is being filled in
    if (event.target.closest("input, textarea, select") && !this.contains(event.target)) return;
    const form = this.querySelector("in-place");
    if (form) form.leave();
    else this.querySelector("[data-close-panel]").click();
  };

  connectedCallback() {
    this.#opener = document.activeElement;
    document.addEventListener("keydown", this.#pressed);
    // the element arrives before its children
    queueMicrotask(() => this.querySelector("[data-panel-heading]")?.focus({ preventScroll: true }));
    this.addEventListener("click", event => {
      if (event.target.closest("[data-close-panel]")) this.#isClosing = true;
      // the button goes with what it belongs to
      if (event.target.closest("[data-to-heading]")) this.querySelector("[data-panel-heading]").focus({ preventScroll: true });
    });
    // the arrows go from tab to tab
    this.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || !event.target.matches("[role=tab]")) return;
      const tabs = [...this.querySelectorAll("[role=tab]")];
      const tab = tabs.at((tabs.indexOf(event.target) + step) % tabs.length);
      tab.focus();
      tab.click();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
    const name = this.dataset.secret;
    queueMicrotask(() => {
      // another took its place, or the focus has gone elsewhere
      if (document.querySelector("secret-panel") || (!this.#isClosing && document.activeElement && document.activeElement !== document.body)) return;
      (keyOf(name) ?? (this.#opener?.isConnected ? this.#opener : null))?.focus();
    });
  }
});

// A field that opens in its line, and closes as a dialog does.
customElements.define("in-place", class extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => this.querySelector("[data-autofocus]")?.focus());
    this.addEventListener("click", event => {
      if (event.target.closest("[data-close]") && !event.target.closest("dialog")) this.leave();
    });
  }

  leave() {
    this.querySelector("form")?.reset();
    const opener = this.parentElement?.querySelector("[aria-expanded]");
    this.dispatchEvent(new Event("close"));
    opener?.focus();
  }
});
