// A slider beside each number that says how much something counts. The number stays the field; the slider follows it.
function addSlider(number) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "slider";
  for (const name of ["min", "max"]) slider[name] = number[name];
  slider.step = Number(number.max) > 100 ? 10 : 1;
  slider.value = number.value;
  slider.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(number.id)}"]`).textContent.trim());
  slider.addEventListener("input", () => {
    number.value = slider.value;
    number.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // What a slider sends by itself is not a field of the form.
  slider.addEventListener("change", (event) => event.stopPropagation());
  number.addEventListener("input", () => { slider.value = number.value; });
  number.after(slider);
}

document.querySelectorAll("input[data-range]").forEach(addSlider);
