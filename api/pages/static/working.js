// Says that a long list is being worked on as soon as it is sent. Without it the browser's own sign has to do.
"use strict";
for (const note of document.querySelectorAll("[data-working]")) {
  note.closest("form").addEventListener("submit", (sent) => {
    // A file that is downloaded leaves the page as it is.
    if (!(sent.submitter && sent.submitter.name === "answer")) note.textContent = note.dataset.working;
  });
}
// Who comes back to the page finds no old note.
addEventListener("pageshow", () => {
  for (const note of document.querySelectorAll("[data-working]")) note.textContent = "";
});
