// Writes a new token or link into the page that shows it once. It comes with the answer to the form and stands nowhere else.
let once = "";
let image = "";
let list = null;

document.addEventListener("formsaved", event => { ({ once = "", image = "", list = null } = event.detail); }, { capture: true });

customElements.define("shown-once", class extends HTMLElement {
  // by the button, or by hand; the dialog around it asks before it closes
  isCopied = false;

  connectedCallback() {
    this.addEventListener("copy", () => { this.isCopied = true; });
    // the element arrives before its children, and may be gone again by then
    queueMicrotask(() => {
      if (!this.isConnected) return;
      for (const place of this.querySelectorAll("[data-with-once]")) place[text(place)] = place[text(place)].replaceAll("{once}", () => once);
      if (image) for (const place of this.querySelectorAll("img[data-image]")) place.src = image;
      const several = list && showSeveral(this, list);
      [once, image, list] = ["", "", null];
      (several ?? this.querySelector("[data-autofocus]")).focus();
    });
    this.addEventListener("click", event => {
      // the text of a button may be in elements of a translator's
      const button = event.target.closest("[data-copy]");
      if (button) copy(button);
    });
  }
});

// each of them in a row of its own, in place of the one; answers what has the focus then
function showSeveral(element, people) {
  for (const part of element.querySelectorAll("[data-single], .field")) part.hidden = true;
  element.querySelector("[data-several]").hidden = false;
  const pattern = element.querySelector("[data-each]");
  for (const person of people) {
    const row = pattern.cloneNode(true);
    row.hidden = false;
    for (const place of row.querySelectorAll("[data-say]")) place.textContent = person[place.dataset.say] ?? "";
    const [field, button] = [row.querySelector("input"), row.querySelector("[data-copy]")];
    field.value = person.link ?? "";
    field.setAttribute("aria-label", `Invitation link of ${person.email}`);
    button.setAttribute("aria-label", `Copy link of ${person.email}`);
    row.querySelector(".once").hidden = !person.link;
    pattern.parentElement.append(row);
  }
  return element.querySelector("[data-several] li:not([hidden]) .once:not([hidden]) [data-copy]");
}

// not every text to copy holds it; of several each may be copied by itself
function holdsAll(shown, place) {
  const rows = [...shown.querySelectorAll("[data-each]:not([hidden]) .once:not([hidden]) input")];
  return rows.length > 0 ? place instanceof HTMLPreElement || rows.every(row => "copied" in row.dataset)
    : place[text(place)].includes(shown.querySelector("input[data-with-once]").value);
}

const text = place => place instanceof HTMLInputElement ? "value" : "textContent";

async function copy(button) {
  const place = button.closest(".once").querySelector("[data-with-once]");
  try {
    await navigator.clipboard.writeText(place[text(place)]);
    const shown = button.closest("shown-once");
    place.dataset.copied = "";
    if (holdsAll(shown, place)) shown.isCopied = true;
    button.querySelector(".mud-button-label").textContent = "Copied";
  } catch {
    // not allowed here: selected, it can be copied by hand
    if (place instanceof HTMLInputElement) place.select();
    else getSelection().selectAllChildren(place);
  }
}
