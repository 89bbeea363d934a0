// Going back to a form and sending it again must not do its work twice. The server fetches such a page afresh, with a
// new key in each form; the entry of the browser's history still knows the key with which its form was sent.
const KEYS = 'input[name$="idempotency_key"]';

// "key.NameOfForm" belongs to the form of that name which is sent to that address.
const nameOf = (input) => `${input.form?.action} ${input.name} ${input.value.split(".").at(-1)}`;

function remember(form) {
  const keys = { ...history.state?.onceKeys };
  for (const input of form.querySelectorAll(KEYS)) keys[nameOf(input)] = input.value;
  history.replaceState({ ...history.state, onceKeys: keys }, "");
}

function restore() {
  const keys = history.state?.onceKeys ?? {};
  for (const input of document.querySelectorAll(KEYS)) input.value = keys[nameOf(input)] ?? input.value;
}

export function keepOnceKeys() {
  restore();
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") remember(event.target);
  });
}
