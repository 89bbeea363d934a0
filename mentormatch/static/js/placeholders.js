// A press on a placeholder puts it where the cursor was: into the subject or the text beside it, whichever was last used.
function putInto(field, placeholder) {
  field.setRangeText(placeholder, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

for (const editor of document.querySelectorAll(".text-editor")) {
  let last = editor.querySelector("textarea");
  editor.addEventListener("focusin", (event) => { if (event.target.matches("textarea, input[type=text]")) last = event.target; });
  for (const code of editor.querySelectorAll("code[data-put]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "put-in";
    button.setAttribute("aria-label", code.dataset.put);
    code.replaceWith(button);
    button.append(code);
    button.addEventListener("click", () => putInto(last, code.textContent));
  }
}
