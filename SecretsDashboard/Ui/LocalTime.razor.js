// "5 min. ago" within a week of now, a date beyond; the exact moment as the tooltip, or as the text where that is asked for.
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const universal = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
// what is told in words is told by the server's clock, which decides; a browser's may be far off
const lead = new Date(document.documentElement.dataset.now) - Date.now();
const skew = Math.abs(lead) > 60_000 ? lead : 0;
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];

function inWords(date) {
  const seconds = (Date.now() + skew - date.getTime()) / 1000;
  if (Math.abs(seconds) > 7 * 86400) return day.format(date);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? [];
  return unit ? relative.format(-Math.trunc(seconds / size), unit) : "just now";
}

customElements.define("local-time", class extends HTMLElement {
  static observedAttributes = ["datetime"];
  #timer;

  connectedCallback() {
    this.#timer = setInterval(() => this.attributeChangedCallback(), 60_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  attributeChangedCallback() {
    const date = new Date(this.getAttribute("datetime"));
    const whole = (this.hasAttribute("utc") ? universal : exact).format(date);
    this.textContent = this.hasAttribute("exact") ? whole : inWords(date);
    this.title = whole;
  }
});
