// A button that copies a text; it appears only where the browser can do it.
export function enhanceCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    if (!button.hidden) continue;
    const label = button.querySelector("[data-copy-label]");
    const words = label.textContent;
    button.hidden = false;
    label.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = button.dataset.copied;
      setTimeout(() => { label.textContent = words; }, 3000);
    });
  }
}
