// Keeps only the fields that count in the page: one for all environments, or one each. The others wait with what was typed.
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
      same.addEventListener("change", apply);
      apply();
    });
  }
});
