// Days chosen in the chart above the log: by click, by drag, or by keys. The address has them, so that the page reads what it shows from there alone.
customElements.define("day-chart", class extends HTMLElement {
  #from = -1;
  #to = -1;

  connectedCallback() {
    this.addEventListener("pointerdown", event => {
      if (event.button !== 0 || !event.target.closest(".days")) return;
      event.preventDefault();
      this.#choose(this.#at(event), this.#at(event));
      this.setPointerCapture(event.pointerId);
    });
    this.addEventListener("pointermove", event => {
      if (this.hasPointerCapture(event.pointerId)) this.#choose(this.#from, this.#at(event));
    });
    this.addEventListener("pointerup", event => {
      if (this.hasPointerCapture(event.pointerId)) this.#show();
    });
    // the finger scrolls the page instead
    this.addEventListener("pointercancel", () => this.#choose(-1, -1));
    this.addEventListener("keydown", event => this.#press(event));
  }

  get #days() {
    return [...this.querySelectorAll("[data-day]")];
  }

  #at(event) {
    const { left, width } = this.querySelector(".days").getBoundingClientRect();
    const count = this.#days.length;
    return Math.min(count - 1, Math.max(0, Math.floor((event.clientX - left) / width * count)));
  }

  #press(event) {
    const days = this.#days;
    const here = days.indexOf(document.activeElement);
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: days.length - 1 }[event.key];
    if (next !== undefined) {
      const to = Math.min(days.length - 1, Math.max(0, next));
      for (const day of days) day.tabIndex = -1;
      days[to].tabIndex = 0;
      days[to].focus();
      if (event.shiftKey) this.#choose(this.#from < 0 ? here : this.#from, to);
      else this.#choose(-1, -1);
    } else if (event.key === "Enter" || event.key === " ") {
      if (this.#from < 0) this.#choose(here, here);
      this.#show();
    } else if (event.key === "Escape" && this.#from >= 0) {
      this.#choose(-1, -1);
    } else {
      return;
    }
    // not a shortcut of the page
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(from, to) {
    [this.#from, this.#to] = [from, to];
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    this.querySelector(".days").toggleAttribute("data-choosing", from >= 0);
    this.#days.forEach((day, index) => day.toggleAttribute("data-marked", from >= 0 && index >= first && index <= last));
  }

  #show() {
    const days = this.#days;
    const [first, last] = [days[Math.min(this.#from, this.#to)], days[Math.max(this.#from, this.#to)]];
    const address = new URL(this.dataset.address, location.href);
    const chosen = days.filter(day => day.ariaSelected === "true");
    // the same once more takes the choice back
    if (chosen.length === 0 || chosen[0] !== first || chosen.at(-1) !== last) {
      address.searchParams.set("from", first.dataset.day);
      address.searchParams.set("to", last.dataset.day);
    }
    this.#choose(-1, -1);
    Blazor.navigateTo(address.pathname + address.search);
  }
});
