// The page's beginning: joins timeline, channels, composer and stream.
import { Channels } from "./channels.js";
import { Composer } from "./composer.js";
import { follow } from "./stream.js";
import { Timeline } from "./timeline.js";

const channel = document.body.dataset.channel;
const timeline = new Timeline(document, channel);
const channels = new Channels(document, channel);
const announcer = document.getElementById("announcer");

async function run(line) {
  const answer = await post(`/api/channels/${encodeURIComponent(channel)}/commands`, { line });
  timeline.answer(answer.html);
  announcer.textContent = answer.text.slice(0, 400);
}

async function post(address, body) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return response.json();
}

const composer = new Composer(document, channel, run);

// A usage such as "/subscribe TOPIC [CHANNEL]" gives the command alone, ready for what the reader wants.
const USAGE = /^(\/[a-z ]+?)(?: \[?(?:[A-Z_]+|[a-z]+(?:\|[a-z]+)+|[a-z_]+:[A-Za-z_|]+)\]?)+$/;

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.command) {
    composer.submit(button.dataset.command);
  } else if (button?.dataset.fill) {
    composer.fill(button.dataset.fill.replace(USAGE, "$1 "));
  }
});

follow(Number(document.body.dataset.after), {
  message(message) {
    const here = message.channel === channel;
    const isNew = here ? timeline.show(message) : message.edited_at === null;
    channels.note(message, isNew);
    if (here) {
      announcer.textContent = `${isNew ? "New" : "Updated"}: ${message.title}`;
    }
  },
  state: (state) => channels.connection(state),
  reset: () => location.reload(),
});
