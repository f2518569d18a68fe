// Says that a filter has changed the answer in place, to those who do not see it change.
"use strict";
document.addEventListener("htmx:after:swap", () => {
  const note = document.getElementById("changed"), answer = document.getElementById("answer");
  if (!note || !answer || !answer.dataset.told) return;
  note.textContent = "";
  // The same sentence again is only read out if it was gone in between.
  setTimeout(() => { note.textContent = answer.dataset.told; }, 100);
});
