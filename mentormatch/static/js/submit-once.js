// A double tap sends a form once. The button itself stays enabled, so its name and value are sent, and a page that
// comes back from the browser's memory can be sent again.
const sent = new WeakSet();

function release(form) {
  sent.delete(form);
  for (const button of form.querySelectorAll(".is-sending")) {
    button.classList.remove("is-sending");
    button.removeAttribute("aria-disabled");
  }
}

export function guardSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-submit-once]")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    sent.add(form);
    event.submitter?.classList.add("is-sending");
    event.submitter?.setAttribute("aria-disabled", "true");
    // A download leaves the page where it is, and a lost connection too.
    setTimeout(() => release(form), 8000);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-submit-once]").forEach(release);
  });
}
