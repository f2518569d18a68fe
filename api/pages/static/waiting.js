// Looks whether the answer is there, and shows the page when it is. Without it there is a link to look again.
"use strict";
(function () {
  const note = document.querySelector("[data-again]");
  const waited = document.getElementById("waited");
  const since = Date.now() - 1000 * Number(waited.dataset.since);

  async function look() {
    try {
      const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
      if (answer.status !== 202 && answer.status !== 503) {
        location.reload();
        return;
      }
    } catch (error) {
      // The line may be down for a moment: it is looked again.
    }
    setTimeout(look, 1000 * Number(note.dataset.again));
  }

  setInterval(() => {
    waited.textContent = waited.dataset.told.replace("%n", Math.round((Date.now() - since) / 1000));
  }, 1000);
  setTimeout(look, 1000 * Number(note.dataset.again));
})();
