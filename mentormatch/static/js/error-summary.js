// The summary of errors takes the focus, and its links put the cursor into the field they name.
export function focusErrorSummary() {
  const summary = document.querySelector("[data-focus-on-load]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const label = field.closest("fieldset") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (label ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
