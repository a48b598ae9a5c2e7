// Beside the form for a new token: the day on which it ends, and what it would receive in the chosen environment. Works without the circuit.
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const day = 86_400_000;
const most = 365;

const local = date => new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
const after = days => new Date(Date.now() + days * day);

customElements.define("token-expiry", class extends HTMLElement {
  connectedCallback() {
    // the element arrives before its children
    queueMicrotask(() => this.isConnected && this.#show());
    this.addEventListener("input", () => this.#show());
  }

  #show() {
    const [select, date, until] = ["select", "input[type=date]", "[data-until]"].map(each => this.querySelector(each));
    const chosen = select.selectedOptions[0];
    const byDate = "byDate" in chosen.dataset;
    this.querySelector("[data-date]").hidden = !byDate;
    [date.min, date.max] = [1, most].map(days => local(after(days)).toISOString().slice(0, 10));
    if (byDate) {
      // the server counts days: the moment of the day is that of now
      chosen.value = date.valueAsDate ? String(Math.round((date.valueAsDate - local(new Date())) / day)) : "";
    }
    const days = Number(chosen.value);
    until.textContent = days >= 1 && days <= most ? `It ends on ${long.format(after(days))}.` : "Choose a day within a year.";
  }
});

customElements.define("token-reach", class extends HTMLElement {
  connectedCallback() {
    this.show();
  }

  show() {
    this.hidden = this.closest("form").elements.namedItem("environment").value !== this.getAttribute("environment");
  }
});

document.addEventListener("change", event => {
  if (event.target.name === "environment") event.target.form?.querySelectorAll("token-reach").forEach(each => each.show());
});
