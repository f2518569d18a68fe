// Towns while one types: accessible-autocomplete over our own search. Without it the plain fields stay and work.
"use strict";
(function () {
  if (!window.accessibleAutocomplete) return;

  function escaped(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML;
  }

  function begin(field) {
    const says = field.dataset;
    const input = field.querySelector("input");
    const trouble = field.nextElementSibling;
    const { id, name, value, required } = input;
    const described = input.getAttribute("aria-describedby");
    let found = [];
    let asked = 0;
    let pending = false;
    let waiting;

    function tell(text) {
      trouble.textContent = text;
      trouble.hidden = !text;
    }

    function where(town) {
      const people = town.population === null ? "" : ` · ${town.population.toLocaleString(says.language)} ${says.people}`;
      return [town.place, new Intl.DisplayNames([says.language], { type: "region" }).of(town.country)].filter(Boolean).join(", ") + people;
    }

    function search(query, show) {
      const turn = ++asked;
      pending = true;
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        try {
          const address = `${says.search}?limit=8&q=${encodeURIComponent(query)}`;
          const response = await fetch(address, { headers: { Accept: "application/json" } });
          if (!response.ok) throw new Error(response.status);
          const page = await response.json();
          if (turn !== asked) return; // a later question has been asked meanwhile
          pending = false;
          tell("");
          found = page.items;
          show(found);
        } catch (error) {
          if (turn === asked) {
            pending = false;
            tell(says.failed);
            show([]);
          }
        }
      }, 150);
    }

    // Into a list a town goes by its name; by its id, where others are called the same.
    function write(town) {
      const list = document.getElementById(says.into);
      const alike = found.filter((other) => other.name === town.name).length > 1;
      list.value = `${list.value.trimEnd()}\n${alike ? town.id : town.name}; `.trimStart();
      const typed = document.getElementById(id);
      setTimeout(() => {
        list.focus();
        list.setSelectionRange(list.value.length, list.value.length);
        typed.value = "";
      });
    }

    // What is sent is the id of the town that was chosen, or what was typed.
    const sent = document.createElement("input");
    sent.type = "hidden";
    if (!says.into) {
      sent.name = name;
      sent.value = value;
      trouble.after(sent);
    }
    input.remove();
    window.accessibleAutocomplete({
      element: field,
      id,
      name: "",
      source: search,
      minLength: 2,
      required,
      defaultValue: value,
      confirmOnBlur: false,
      showNoOptionsFound: true,
      displayMenu: "overlay",
      tNoResults: () => (pending ? says.searching : says.none),
      tStatusQueryTooShort: () => says.short,
      tStatusNoResults: () => (pending ? says.searching : says.none),
      tStatusSelectedOption: (chosen) => says.chosen.replace("%s", chosen),
      tStatusResults: (count) => (count === 1 ? says.one : says.many.replace("%n", count)),
      tAssistiveHint: () => says.how,
      templates: {
        inputValue: (town) => (town && town.name) || "",
        suggestion: (town) => (typeof town === "string" ? escaped(town) : `${escaped(town.name)}<br><small>${escaped(where(town))}</small>`),
      },
      onConfirm: (town) => {
        if (!town) return;
        if (says.into) write(town);
        else sent.value = town.id;
      },
    });
    const typed = document.getElementById(id);
    typed.setAttribute("maxlength", "200");
    typed.removeAttribute("name");
    if (described && !typed.getAttribute("aria-describedby")) typed.setAttribute("aria-describedby", described);
    // Nothing is sent by who chooses for the list.
    if (says.into) typed.addEventListener("keydown", (key) => key.key === "Enter" && key.preventDefault());
    // Who goes on typing means another town than the one chosen before.
    typed.addEventListener("input", () => {
      sent.value = typed.value;
    });
    field.closest("[data-scripted]")?.removeAttribute("hidden");
  }

  document.querySelectorAll("[data-search]").forEach(begin);
})();
