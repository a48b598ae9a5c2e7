// Keeps only the fields that count in the page: one for all environments, or one each. The others wait with what was typed. Of a new secret
// it is as in the last save in this project, which the browser remembers. A value that is to be removed takes no other one.
const memory = place => `same value ${place}`;

customElements.define("value-fields", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children, and may be gone again by then
    queueMicrotask(() => {
      if (!this.isConnected) return;
      const same = this.querySelector("input[name=same]");
      const groups = [this.querySelector(".together"), this.querySelector(".each")];
      const places = groups.map(() => document.createComment(""));
      const apply = () => {
        const [shown, waiting] = same.checked ? [0, 1] : [1, 0];
        if (places[shown].isConnected) places[shown].replaceWith(groups[shown]);
        groups[waiting].replaceWith(places[waiting]);
      };
      const { remember } = this.dataset;
      if (remember && localStorage.getItem(memory(remember)) === "no") same.checked = false;
      same.addEventListener("change", apply);
      apply();
      if (remember) same.form.addEventListener("formsaved", () => localStorage.setItem(memory(remember), same.checked ? "yes" : "no"));
    });
    this.addEventListener("change", event => {
      if (!event.target.name?.startsWith("remove:")) return;
      // it keeps the focus, and is not posted
      const field = event.target.closest(".value-field").querySelector("textarea");
      field.readOnly = event.target.checked;
      field.toggleAttribute("data-left-out", event.target.checked);
    });
  }
});
