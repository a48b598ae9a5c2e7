// Copies the recovery codes or saves them as a file; they stand in this page alone.
const place = document.querySelector("[data-recovery-codes]");
const text = () => [...place.querySelectorAll("li")].map(item => item.textContent.trim()).join("\n") + "\n";

place?.querySelector("[data-copy]").addEventListener("click", async ({ currentTarget: button }) => {
  try {
    await navigator.clipboard.writeText(text());
    button.querySelector(".mud-button-label").textContent = "Copied";
  } catch {
    // not allowed here: selected, they can be copied by hand
    getSelection().selectAllChildren(place.querySelector("ol"));
  }
});

place?.querySelector("[data-download]").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
});
