// Puts a text of the page on the clipboard and says so. Without it the button is not there, and the text can be marked.
"use strict";
for (const line of document.querySelectorAll("[data-copies]")) {
  const text = document.getElementById(line.dataset.copies), note = line.querySelector("[role=status]");

  function mark() {
    getSelection().selectAllChildren(text);
  }

  line.querySelector("button").addEventListener("click", async () => {
    note.textContent = "";
    try {
      // Outside of https a browser has no clipboard of this kind, and the older way has to do.
      if (navigator.clipboard) await navigator.clipboard.writeText(text.innerText);
      else {
        mark();
        if (!document.execCommand("copy")) throw new Error("not copied");
        getSelection().removeAllRanges();
      }
      note.textContent = note.dataset.done;
    } catch (error) {
      mark();
      note.textContent = note.dataset.failed;
    }
  });
  line.hidden = false;
}
