// A box over a long group of choices that shows only those containing the letters typed. Chosen ones stay in sight.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function enhance(group) {
  const box = group.querySelector("[data-filter-box]");
  if (!box?.hidden) return;
  const input = box.querySelector("input");
  const said = box.querySelector("[data-filter-said]");
  const none = box.querySelector("[data-filter-none]");
  const items = [...group.querySelectorAll("[data-filter-item]")];
  box.hidden = false;

  const apply = () => {
    const wanted = plain(input.value.trim());
    let shown = 0;
    for (const item of items) {
      const fits = !wanted || plain(item.querySelector("label").textContent).includes(wanted);
      item.hidden = !fits && !item.querySelector("input").checked;
      if (fits) shown += 1;
    }
    for (const part of group.querySelectorAll("[data-filter-group]")) part.hidden = !part.querySelector("[data-filter-item]:not([hidden])");
    none.hidden = shown > 0;
    said.textContent = wanted ? said.dataset.found.replace("{n}", shown) : "";
  };
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape" && input.value) {
      input.value = "";
      apply();
      event.preventDefault();
    }
  });
}

export function enhanceFilters(root) {
  root.querySelectorAll("[data-filter]").forEach(enhance);
}
