// Makes random values of the browser's cryptographic numbers, without bias: what would favour some characters is thrown away and drawn again.
// Words are proquints (arXiv:0901.4016): five letters that can be said, for sixteen bits each.
const alphabets = {
  letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  hex: "0123456789abcdef",
  base64url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};
const usual = { letters: 32, hex: 64, base64url: 43, words: 8 };
const fewest = { letters: 8, hex: 8, base64url: 8, words: 3 };
const most = { letters: 256, hex: 256, base64url: 256, words: 32 };
const consonants = "bdfghjklmnprstvz";
const vowels = "aiou";

function draw(below) {
  const limit = 256 - 256 % below;
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte); while (byte[0] >= limit);
  return byte[0] % below;
}

function word() {
  const one = letters => letters[draw(letters.length)];
  return one(consonants) + one(vowels) + one(consonants) + one(vowels) + one(consonants);
}

function make(alphabet, length) {
  if (alphabet === "words") return Array.from({ length }, word).join("-");
  const letters = alphabets[alphabet];
  return Array.from({ length }, () => letters[draw(letters.length)]).join("");
}

const bits = (alphabet, length) => Math.floor(length * (alphabet === "words" ? 16 : Math.log2(alphabets[alphabet].length)));

customElements.define("value-generator", class extends HTMLElement {
  #field = null;

  get #length() { return this.querySelector("[data-length]"); }
  get #alphabet() { return this.querySelector("[data-alphabet]"); }

  connectedCallback() {
    this.addEventListener("input", event => {
      // of the dialog's fields this is none
      event.stopPropagation();
      if (event.target === this.#alphabet) {
        const { value } = this.#alphabet;
        [this.#length.min, this.#length.max, this.#length.value] = [fewest[value], most[value], usual[value]];
      }
      this.#fill();
    });
    this.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.#field?.focus();
    });
  }

  fill(field) {
    this.#field = field;
    this.hidden = false;
    this.#fill();
    field.focus();
  }

  #fill() {
    const [length, alphabet] = [this.#length.valueAsNumber, this.#alphabet.value];
    const isRight = this.#length.validity.valid && Number.isInteger(length);
    const place = this.querySelector("[data-generated]");
    this.#length.toggleAttribute("aria-invalid", false);
    if (!isRight || !this.#field?.isConnected) {
      if (!isRight) this.#length.setAttribute("aria-invalid", "true");
      place.textContent = isRight ? "Press Generate beside a value." : `Length is ${fewest[alphabet]} to ${most[alphabet]}.`;
      return;
    }
    this.#field.value = make(alphabet, length);
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    place.textContent = `Generated and filled in: ${length} ${alphabet === "words" ? "words" : "characters"}, ${bits(alphabet, length)} bits.`;
  }
});

document.addEventListener("click", event => {
  const button = event.target.closest("[data-generate]");
  if (!button) return;
  const field = document.getElementById(button.getAttribute("aria-controls"));
  if (!field.disabled && !field.readOnly) field.form.querySelector("value-generator").fill(field);
});
