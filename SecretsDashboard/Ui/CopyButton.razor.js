// Buttons that copy a text: their own, or what the code beside them says.
document.addEventListener("click", event => {
  const button = event.target.closest("[data-copies]");
  if (button) copy(button);
});

function shown(button, icon) {
  button.querySelector("use").setAttribute("href", `#icon-${icon}`);
}

async function copy(button) {
  const label = button.dataset.label ??= button.ariaLabel;
  const code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(button.dataset.copies || code.textContent);
    button.ariaLabel = "Copied";
    button.dataset.copied = "";
    shown(button, "check");
    setTimeout(() => {
      button.ariaLabel = label;
      delete button.dataset.copied;
      shown(button, "copy");
    }, 2000);
  } catch {
    // not allowed here: selected, it can be copied by hand
    getSelection().selectAllChildren(code);
  }
}
