// Towns while one types: accessible-autocomplete over our own search. Without it the plain field stays and works.
"use strict";
(function () {
  const field = document.getElementById("town-field");
  const input = document.getElementById("town");
  if (!field || !input || !window.accessibleAutocomplete) return;
  const says = field.dataset;
  const trouble = document.getElementById("town-trouble");
  let asked = 0;
  let waiting;

  function tell(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  function where(town) {
    const people = town.population === null ? "" : ` · ${town.population.toLocaleString(says.language)} ${says.people}`;
    return [town.place, new Intl.DisplayNames([says.language], { type: "region" }).of(town.country)].filter(Boolean).join(", ") + people;
  }

  function escaped(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML;
  }

  function search(query, show) {
    const turn = ++asked;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try {
        const address = `${says.search}?limit=8&q=${encodeURIComponent(query)}`;
        const response = await fetch(address, { headers: { Accept: "application/json" } });
        if (!response.ok) throw new Error(response.status);
        const page = await response.json();
        if (turn !== asked) return; // a later question has been asked meanwhile
        tell("");
        show(page.items);
      } catch (error) {
        if (turn === asked) {
          tell(says.failed);
          show([]);
        }
      }
    }, 150);
  }

  const value = input.value;
  const described = input.getAttribute("aria-describedby");
  input.remove();
  window.accessibleAutocomplete({
    element: field,
    id: "town",
    name: "town",
    source: search,
    minLength: 2,
    required: true,
    defaultValue: value,
    confirmOnBlur: false,
    showNoOptionsFound: true,
    displayMenu: "overlay",
    tNoResults: () => says.none,
    tStatusQueryTooShort: () => says.short,
    tStatusNoResults: () => says.none,
    tStatusSelectedOption: (chosen) => says.chosen.replace("%s", chosen),
    tStatusResults: (count) => (count === 1 ? says.one : says.many.replace("%n", count)),
    tAssistiveHint: () => says.how,
    templates: {
      inputValue: (town) => (town && town.name) || "",
      suggestion: (town) => (typeof town === "string" ? escaped(town) : `${escaped(town.name)}<br><small>${escaped(where(town))}</small>`),
    },
    onConfirm: (town) => {
      if (!town) return;
      const form = field.closest("form");
      let id = form.querySelector("input[name=id]");
      if (!id) {
        id = document.createElement("input");
        id.type = "hidden";
        id.name = "id";
        form.append(id);
      }
      id.value = town.id;
      id.dataset.of = town.name;
    },
  });
  const typed = document.getElementById("town");
  typed.setAttribute("maxlength", "200");
  if (described && !typed.getAttribute("aria-describedby")) typed.setAttribute("aria-describedby", described);
  // Who goes on typing means another town than the one chosen before.
  typed.addEventListener("input", () => {
    const id = document.querySelector("input[name=id]");
    if (id && id.dataset.of !== typed.value) id.remove();
  });
})();
