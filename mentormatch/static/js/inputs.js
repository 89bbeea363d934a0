// Show a password, count the characters of a text, turn a long select into a type-ahead.
function showPassword(button) {
  const input = document.getElementById(button.dataset.showPassword);
  if (!input || !button.hidden) return;
  const turn = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-pressed", String(visible));
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(input.type === "password"));
  // A visible password must not be kept by the browser's memory of typed texts.
  input.form?.addEventListener("submit", () => turn(false));
}

function countCharacters(area) {
  const counter = document.getElementById(`${area.id}-counter`);
  const said = counter?.parentElement.querySelector("[data-counter-said]");
  const limit = Number(area.dataset.counter);
  if (!counter || !limit) return;
  let later;
  const update = () => {
    // The server counts line ends as two characters, as the form sends them, and code points, not UTF-16 units.
    const used = [...area.value.replaceAll("\n", "\r\n")].length;
    const left = limit - used;
    const words = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{n}", Math.abs(left));
    counter.textContent = words;
    counter.classList.toggle("is-over", left < 0);
    clearTimeout(later);
    if (left < limit / 5) later = setTimeout(() => { if (said) said.textContent = words; }, 1000);
  };
  area.addEventListener("input", update);
  if (area.value) update();
}

function typeAhead(select) {
  if (!window.accessibleAutocomplete || select.dataset.enhanced) return;
  select.dataset.enhanced = "true";
  const empty = select.options[0]?.value === "" ? select.options[0].text : "";
  const id = select.id;
  const isInvalid = select.getAttribute("aria-invalid") === "true";
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    showAllValues: true,
    defaultValue: select.value ? select.selectedOptions[0].text : "",
    placeholder: empty,
    inputClasses: isInvalid ? "is-invalid" : null,
  });
  if (isInvalid) document.getElementById(id).setAttribute("aria-invalid", "true");
}

export function enhanceInputs(root) {
  root.querySelectorAll("[data-show-password]").forEach(showPassword);
  root.querySelectorAll("textarea[data-counter]").forEach(countCharacters);
  root.querySelectorAll("select[data-autocomplete]").forEach(typeAhead);
}
