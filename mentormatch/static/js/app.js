// Everything here only adds to pages that work without it.
import { focusErrorSummary } from "./error-summary.js";
import { announceMessages } from "./announce.js";
import { closeMenusFromOutside } from "./menu.js";
import { guardSubmits } from "./submit-once.js";
import { keepOnceKeys } from "./once-keys.js";
import { enhanceInputs } from "./inputs.js";
import { enhanceFilters } from "./filter.js";

function enhance(root) {
  enhanceInputs(root);
  enhanceFilters(root);
}

closeMenusFromOutside();
guardSubmits();
keepOnceKeys();
announceMessages();
enhance(document);
focusErrorSummary();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
