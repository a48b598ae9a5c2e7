// Opens the dialog the moment it stands in the page, without a round trip, and gives the focus back when it leaves. Asked to close, it asks
// first where something was typed in it, or what it shows once was not copied. What was typed goes the moment it closes, also where the
// connection is away and it cannot leave yet.
const written = "textarea, input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [type=password], [type=search], [type=number])";
const isWritten = field => field.matches?.(written) && !field.readOnly;
const isSeen = element => element.getClientRects().length > 0;

const questions = {
  typed: ["Discard what you typed?", "It is not saved yet.", "Discard", "Keep typing"],
  once: ["Close without copying it?", "It is never shown again.", "Close it", "Go back"],
};

// A dialog comes from the server a moment after its button was pressed: what is typed until then is for its first field
const patience = 2000;
let early = { text: "", until: 0 };

document.addEventListener("click", event => {
  if (event.target.closest?.('[data-hotkey="n"], [data-row-edit]')) early = { text: "", until: Date.now() + patience };
}, true);

document.addEventListener("keydown", event => {
  if (Date.now() > early.until || event.key.length !== 1 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  event.preventDefault();
  event.stopPropagation();
  early.text += event.key;
}, true);

function fillEarly(field) {
  const { text, until } = early;
  early = { text: "", until: 0 };
  if (text === "" || Date.now() > until + patience || !field?.matches("input, textarea")) return;
  field.value += text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

customElements.define("modal-dialog", class extends HTMLElement {
  #opener = null;
  // the text of each field before anybody typed in it
  #before = new Map();

  get #dialog() { return this.querySelector(":scope > dialog"); }
  get #question() { return this.querySelector(":scope > dialog[data-question]"); }

  connectedCallback() {
    this.#opener = document.activeElement;
    // the element arrives before its children: wait until the whole batch is in the page, and what came with it, which may take it away again
    queueMicrotask(() => {
      const dialog = this.#dialog;
      if (dialog?.isConnected && !dialog.open) {
        dialog.showModal();
        [...dialog.querySelectorAll("[data-autofocus]")].find(isSeen)?.focus();
        fillEarly(document.activeElement);
      }
    });
    this.addEventListener("focusin", event => this.#remember(event));
    this.addEventListener("input", event => this.#remember(event));
    // saved: nothing is left to lose
    this.addEventListener("formsaved", event => { if (this.#isMine(event)) this.#before.clear(); });
    this.addEventListener("click", event => {
      if (!this.#isMine(event)) return;
      if (event.target.closest("[data-close]")) this.#leave();
      if (event.target.closest("[data-leave]")) this.#dialog.close();
      if (event.target.closest("[data-leave], [data-stay]")) this.#question.close();
    });
    // not cancel alone, which a browser lets nobody prevent twice
    this.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !this.#isMine(event)) return;
      event.preventDefault();
      if (event.target.closest("[data-question]")) this.#question.close();
      else this.#leave();
    });
    // captured: neither bubbles
    this.addEventListener("cancel", event => {
      if (event.target !== this.#dialog || !this.#words()) return;
      event.preventDefault();
      this.#leave();
    }, true);
    this.addEventListener("close", event => {
      event.target.querySelectorAll("form").forEach(form => form.reset());
      if (event.target !== this.#dialog) return;
      for (const field of this.#before.keys()) field.value = "";
      this.#before.clear();
    }, true);
  }

  disconnectedCallback() {
    if (this.#opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) this.#opener.focus();
  }

  // not of a dialog within this one
  #isMine(event) { return event.target.closest("modal-dialog") === this; }

  #remember(event) {
    const field = event.target;
    if (!this.#isMine(event) || !isWritten(field) || this.#before.has(field)) return;
    // what a script writes comes without the focus before it
    this.#before.set(field, event.type === "input" ? field.defaultValue : field.value);
  }

  // what to ask before it closes; null: nothing
  #words() {
    if (!this.#question) return null;
    const once = this.#dialog.querySelector("shown-once");
    if (once) return once.isCopied ? null : questions.once;
    return [...this.#before].some(([field, text]) => field.value !== text) ? questions.typed : null;
  }

  #leave() {
    const words = this.#words();
    if (!words) return this.#dialog.close();
    const question = this.#question;
    const places = [...question.querySelectorAll("h2, p, [data-leave] .mud-button-label, [data-stay] .mud-button-label")];
    places.forEach((place, index) => { place.textContent = words[index]; });
    question.showModal();
    question.querySelector("[data-stay]").focus();
  }
});
