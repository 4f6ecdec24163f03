// The command line: completion as it is typed, history by the arrow keys, and what went wrong said beside it.

const HISTORY = "dateline.history";
const LONGEST_HISTORY = 200;

export class Composer {
  #input;
  #button;
  #list;
  #channel;
  #run;
  #history = read();
  #place = this.#history.length;
  #draft = "";
  #chosen = -1;
  #asked = 0;

  // `run` takes a line and settles when its answer is shown.
  constructor(document, channel, run) {
    this.#input = document.getElementById("line");
    this.#button = document.querySelector("#composer button");
    this.#list = document.getElementById("completions");
    this.#channel = channel;
    this.#run = run;
    document.getElementById("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(this.#input.value);
    });
    this.#input.addEventListener("input", () => {
      this.#place = this.#history.length;
      this.#complete();
    });
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) {
        this.fill(option.dataset.line);
      }
    });
    document.addEventListener("keydown", (event) => this.#summoned(event));
    if (matchMedia("(pointer: fine)").matches) {
      this.#input.focus({ preventScroll: true });
    }
  }

  async submit(text) {
    const line = text.trim();
    if (line === "" || this.#button.disabled) {
      return;
    }
    this.#close();
    this.#input.value = "";
    this.#remember(line);
    this.#button.disabled = true;
    try {
      await this.#run(line);
      this.#input.setCustomValidity("");
    } catch {
      this.#input.value = line;
      this.#input.setCustomValidity("That did not reach the server. Press Enter to try again.");
      this.#input.reportValidity();
      this.#input.setCustomValidity("");
    } finally {
      this.#button.disabled = false;
    }
  }

  fill(line) {
    this.#input.value = line;
    this.#input.focus();
    this.#input.setSelectionRange(line.length, line.length);
    this.#complete();
  }

  #pressed(event) {
    if (event.isComposing) {
      return;
    }
    const open = !this.#list.hidden;
    const act = {
      ArrowUp: () => (open && this.#chosen >= 0 ? this.#choose(this.#chosen - 1) : this.#recall(-1)),
      ArrowDown: () => (open ? this.#choose(this.#chosen + 1) : this.#recall(1)),
      Escape: () => this.#close(),
      Tab: () => !event.shiftKey && open && this.#accept(Math.max(this.#chosen, 0)),
      Enter: () => open && this.#chosen >= 0 && this.#accept(this.#chosen),
    }[event.key];
    if (act && act() !== false) {
      event.preventDefault();
    }
  }

  // A slash typed anywhere on the page goes to the command line.
  #summoned(event) {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.fill(this.#input.value || "/");
    }
  }

  async #complete() {
    const line = this.#input.value;
    const asked = ++this.#asked;
    if (!line.startsWith("/")) {
      this.#close();
      return;
    }
    try {
      const query = new URLSearchParams({ line, channel: this.#channel });
      const response = await fetch(`/api/complete?${query}`);
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      if (asked === this.#asked) {
        this.#offer(suggestions.filter((suggestion) => suggestion.line.trimEnd() !== line));
      }
    } catch {
      this.#close();
    }
  }

  #offer(suggestions) {
    this.#list.replaceChildren(...suggestions.map(option));
    this.#list.hidden = suggestions.length === 0;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.#choose(-1);
  }

  #choose(index) {
    const options = [...this.#list.children];
    this.#chosen = Math.max(-1, Math.min(index, options.length - 1));
    options.forEach((each, at) => each.setAttribute("aria-selected", String(at === this.#chosen)));
    const chosen = options[this.#chosen];
    if (chosen) {
      this.#input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #accept(index) {
    const option = this.#list.children[index];
    return option ? this.fill(option.dataset.line) : false;
  }

  #close() {
    this.#asked += 1;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  #recall(step) {
    const place = this.#place + step;
    if (place < 0 || place > this.#history.length) {
      return;
    }
    if (this.#place === this.#history.length) {
      this.#draft = this.#input.value;
    }
    this.#place = place;
    this.#close();
    this.#input.value = this.#history[place] ?? this.#draft;
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  #remember(line) {
    this.#history = [...this.#history.filter((other) => other !== line), line].slice(-LONGEST_HISTORY);
    this.#place = this.#history.length;
    this.#draft = "";
    try {
      localStorage.setItem(HISTORY, JSON.stringify(this.#history));
    } catch {
      // Without storage the history lasts as long as the page.
    }
  }
}

function option({ line, help }, index) {
  const item = document.createElement("li");
  item.id = `completion-${index}`;
  item.setAttribute("role", "option");
  item.dataset.line = line;
  const words = document.createElement("span");
  words.textContent = line;
  const note = document.createElement("small");
  note.textContent = help;
  item.append(words, note);
  return item;
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(HISTORY)) ?? [];
  } catch {
    return [];
  }
}
