// The list of channels: what is unread, the drawer of narrow windows, and whether the page is live.

const SEEN = "dateline.seen";
const WORDS = { live: "Live", lost: "Connection lost", connecting: "Connecting" };
const NOTICE_AFTER = 1500;

export class Channels {
  #document;
  #nav;
  #current;
  #seen;
  #title;
  #unseen = 0;
  #notice = null;

  constructor(document, current) {
    this.#document = document;
    this.#nav = document.getElementById("channels");
    this.#current = current;
    this.#title = document.title;
    this.#seen = read();
    this.#markUnread();
    this.#openDrawerOn(document.getElementById("drawer"), document.getElementById("backdrop"));
    document.addEventListener("visibilitychange", () => this.#lookedAt());
  }

  // Notes a message of any channel; `isNew` tells a post from an edit.
  note({ channel, revision }, isNew) {
    if (channel === this.#current) {
      this.#remember(channel, revision);
      if (isNew && this.#document.hidden) {
        this.#unseen += 1;
        this.#document.title = `(${this.#unseen}) ${this.#title}`;
      }
    } else if (isNew) {
      const mark = this.#link(channel).querySelector(".unread");
      mark.textContent = String(Number(mark.textContent || 0) + 1);
      mark.hidden = false;
      this.#markDrawer();
    }
  }

  connection(state) {
    const shown = this.#document.getElementById("connection");
    shown.dataset.state = state;
    shown.querySelector(".words").textContent = WORDS[state];
    const notice = this.#document.getElementById("lost");
    if (state === "live") {
      clearTimeout(this.#notice);
      this.#notice = null;
      notice.hidden = true;
    } else {
      this.#notice ??= setTimeout(() => {
        notice.textContent = "Connection lost. Trying again; nothing will be missed.";
        notice.hidden = false;
      }, NOTICE_AFTER);
    }
  }

  #markUnread() {
    for (const link of this.#nav.querySelectorAll("a[data-channel]")) {
      const { channel, newest } = link.dataset;
      if (channel === this.#current || this.#seen[channel] === undefined) {
        this.#remember(channel, Number(newest));
      } else if (Number(newest) > this.#seen[channel]) {
        link.querySelector(".unread").hidden = false;
      }
    }
    this.#markDrawer();
  }

  #markDrawer() {
    const anywhere = this.#nav.querySelector(".unread:not([hidden])") !== null;
    this.#document.getElementById("unread-elsewhere").hidden = !anywhere;
  }

  #link(channel) {
    const links = [...this.#nav.querySelectorAll("a[data-channel]")];
    const known = links.find((link) => link.dataset.channel === channel);
    if (known) {
      return known;
    }
    const item = links[0].parentElement.cloneNode(true);
    const link = item.querySelector("a");
    link.removeAttribute("aria-current");
    link.href = `/c/${encodeURIComponent(channel)}`;
    link.dataset.channel = channel;
    link.querySelector(".name").textContent = channel;
    link.querySelector(".unread").textContent = "";
    const next = links.find((other) => other.dataset.channel > channel);
    links[0].closest("ul").insertBefore(item, next?.parentElement ?? null);
    return link;
  }

  #remember(channel, revision) {
    this.#seen[channel] = Math.max(this.#seen[channel] ?? 0, revision);
    write(this.#seen);
  }

  #lookedAt() {
    if (!this.#document.hidden) {
      this.#unseen = 0;
      this.#document.title = this.#title;
    }
  }

  #openDrawerOn(button, backdrop) {
    const set = (open) => {
      this.#nav.classList.toggle("open", open);
      backdrop.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      (open ? this.#nav.querySelector("a[aria-current]") : button)?.focus();
    };
    button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
    backdrop.addEventListener("click", () => set(false));
    this.#nav.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        set(false);
      }
    });
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(SEEN)) ?? {};
  } catch {
    return {};
  }
}

function write(seen) {
  try {
    localStorage.setItem(SEEN, JSON.stringify(seen));
  } catch {
    // Without storage there are only no unread marks after a reload.
  }
}
