// Follows the server's events. The browser reconnects by itself after a cut and names the last event it saw; where it
// gives up (an answer that is no stream, as while a server restarts), this begins again from the same place.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 3000;

export function follow(after, { message, state, reset }) {
  let last = after;
  let wait = FIRST_WAIT;
  let source = null;
  let timer = null;

  function connect() {
    timer = null;
    source?.close();
    source = new EventSource(`/events?after=${last}`);
    source.addEventListener("ready", () => {
      wait = FIRST_WAIT;
      state("live");
    });
    source.addEventListener("message", (event) => {
      const revision = Number(event.lastEventId);
      if (revision > last) {
        last = revision;
        message(JSON.parse(event.data));
      }
    });
    source.addEventListener("reset", reset);
    source.addEventListener("error", () => {
      state("lost");
      if (source.readyState === EventSource.CLOSED && timer === null) {
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    });
  }

  addEventListener("online", () => {
    if (source.readyState !== EventSource.OPEN) {
      clearTimeout(timer);
      connect();
    }
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      connect();
    }
  });
  connect();
}
