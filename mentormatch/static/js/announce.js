// A live region that was full when the page loaded is not read out: put its messages in once more.
export function announceMessages() {
  for (const region of document.querySelectorAll("[data-announce]")) {
    const messages = [...region.children];
    if (!messages.length) continue;
    setTimeout(() => region.replaceChildren(...messages), 150);
  }
}
