// The messages of one channel: each shown once however often it is told, edits in place, older ones on scrolling up.

const NEAR_END = 80;
const PAGE = 40;

export class Timeline {
  #scroller;
  #list;
  #empty;
  #older;
  #jump;
  #channel;
  #unseen = 0;
  #away = null;
  #loading = false;

  constructor(document, channel) {
    this.#channel = channel;
    this.#scroller = document.getElementById("timeline");
    this.#list = document.getElementById("messages");
    this.#empty = document.getElementById("empty");
    this.#older = document.getElementById("older");
    this.#jump = document.getElementById("jump");
    this.#jump.addEventListener("click", () => this.#toNew());
    this.#scroller.addEventListener("scroll", () => this.#atEnd() && this.#seen(), { passive: true });
    this.#list.addEventListener("click", (event) => this.#pressed(event));
    new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#loadOlder(), {
      root: this.#scroller,
      rootMargin: "600px 0px 0px 0px",
    }).observe(this.#older);
    this.#tidy();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    setInterval(() => this.#tellAges(), 20_000);
  }

  // Shows a message of the log, or its newer form. True if it was not there before.
  show({ html }) {
    const message = fragment(html);
    const present = document.getElementById(message.id);
    if (present !== null) {
      if (Number(message.dataset.revision) > Number(present.dataset.revision)) {
        this.#replace(present, message);
      }
      return false;
    }
    const next = this.#firstAfter(message);
    if (next !== null && next === this.#list.firstElementChild && this.#scroller.dataset.more === "yes") {
      return false;
    }
    this.#insert(message, next);
    return true;
  }

  // Shows an answer at the end, from its beginning: that of the log, or one that is nobody else's.
  answer(html) {
    const message = fragment(html);
    if (message.id === "") {
      this.#insert(message, null);
    } else {
      this.show({ html });
    }
    this.toEnd();
    const shown = this.#list.lastElementChild;
    if (shown.offsetHeight > this.#scroller.clientHeight) {
      shown.scrollIntoView({ block: "start" });
    }
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#seen();
  }

  #insert(message, next) {
    const following = this.#atEnd();
    message.classList.add("arriving");
    this.#list.insertBefore(message, next);
    this.#tidy();
    if (following) {
      this.toEnd();
    }
    // An answer stands under its message, which may be far above.
    if (message.classList.contains("homed") && !this.#inView(message)) {
      this.#away ??= message;
    } else if (following) {
      return;
    }
    this.#unseen += 1;
    const arrow = this.#away === null ? "↓" : "↑";
    this.#jump.textContent = `${this.#unseen} new message${this.#unseen === 1 ? "" : "s"} ${arrow}`;
    this.#jump.hidden = false;
  }

  #toNew() {
    const away = this.#away;
    this.#away = null;
    if (away?.isConnected) {
      away.scrollIntoView({ block: "center" });
      this.#seen();
    } else {
      this.toEnd();
    }
  }

  #inView(message) {
    const box = message.getBoundingClientRect();
    const frame = this.#scroller.getBoundingClientRect();
    return box.top >= frame.top && box.bottom <= frame.bottom;
  }

  #replace(present, message) {
    const following = this.#atEnd();
    if (present.querySelector(".more")?.getAttribute("aria-expanded") === "true") {
      expand(message.querySelector(".more"));
    }
    const focused = [...present.querySelectorAll("a, button")].indexOf(document.activeElement);
    message.classList.add("updated");
    message.classList.toggle("homed", present.classList.contains("homed"));
    present.replaceWith(message);
    this.#tidy();
    if (focused >= 0) {
      message.querySelectorAll("a, button")[focused]?.focus({ preventScroll: true });
    }
    if (following) {
      this.toEnd();
    }
  }

  #firstAfter(message) {
    const posted = Number(message.dataset.posted);
    let next = null;
    for (let other = this.#list.lastElementChild; other !== null; other = other.previousElementSibling) {
      if (other.classList.contains("homed")) {
        continue;
      }
      if (Number(other.dataset.posted) <= posted) {
        break;
      }
      next = other;
    }
    return next;
  }

  async #loadOlder() {
    const first = this.#list.querySelector("[data-id]");
    if (this.#loading || this.#scroller.dataset.more !== "yes" || first === null) {
      return;
    }
    this.#loading = true;
    try {
      const query = new URLSearchParams({ before: first.dataset.id, limit: PAGE });
      const response = await fetch(`/api/channels/${encodeURIComponent(this.#channel)}/messages?${query}`);
      if (response.ok) {
        this.#prepend(await response.json());
      }
    } catch {
      // The next scroll asks again; a lost connection is told elsewhere.
    } finally {
      this.#loading = false;
    }
  }

  #prepend({ messages, more }) {
    const height = this.#scroller.scrollHeight;
    const top = this.#scroller.scrollTop;
    this.#list.prepend(...messages.map(({ html }) => fragment(html)).filter(({ id }) => !document.getElementById(id)));
    this.#scroller.dataset.more = more ? "yes" : "no";
    this.#older.hidden = !more;
    this.#tidy();
    this.#scroller.scrollTop = top + this.#scroller.scrollHeight - height;
  }

  #pressed(event) {
    const button = event.target.closest("button");
    if (button?.classList.contains("more")) {
      expand(button, button.getAttribute("aria-expanded") !== "true");
    } else if (button?.classList.contains("dismiss")) {
      button.closest(".message").remove();
      this.#tidy();
    }
  }

  // Puts answers under their messages, in the order in which they came, once those are here.
  #home() {
    for (const answer of this.#list.querySelectorAll("[data-under]:not(.homed)")) {
      let last = document.getElementById(`m-${answer.dataset.under}`);
      if (last === null) {
        continue;
      }
      while (last.nextElementSibling?.classList.contains("homed")) {
        last = last.nextElementSibling;
      }
      answer.classList.add("homed");
      if (last.nextElementSibling !== answer) {
        last.after(answer);
      }
    }
  }

  #tidy() {
    this.#home();
    let day = null;
    for (const message of this.#list.querySelectorAll(":scope > :not(.homed)")) {
      message.classList.toggle("first-of-day", message.dataset.day !== day);
      day = message.dataset.day;
    }
    this.#empty.hidden = this.#list.children.length > 0;
    this.#tellAges();
  }

  #tellAges() {
    for (const age of this.#list.querySelectorAll("[data-ago]")) {
      age.textContent = ageOf(new Date(age.dataset.ago));
    }
  }

  #atEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < NEAR_END;
  }

  #seen() {
    if (this.#away?.isConnected && !this.#inView(this.#away)) {
      return;
    }
    this.#away = null;
    this.#unseen = 0;
    this.#jump.hidden = true;
  }
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function expand(button, open = true) {
  if (button === null) {
    return;
  }
  button.setAttribute("aria-expanded", String(open));
  button.textContent = open ? "Less" : "More";
  button.previousElementSibling.classList.toggle("clamped", !open);
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

function ageOf(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (seconds > -45) {
    return "just now";
  }
  if (seconds > -3600) {
    return relative.format(Math.round(seconds / 60), "minute");
  }
  if (seconds > -86_400) {
    return relative.format(Math.round(seconds / 3600), "hour");
  }
  return relative.format(Math.round(seconds / 86_400), "day");
}
