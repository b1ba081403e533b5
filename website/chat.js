// The page: shows the conversation and lets the person go on with it.

import { card, tellsAll } from "./cards.js";
import { make, paragraphs, unseen } from "./elements.js";
import { Session } from "./session.js";
import { fill, text } from "./texts.js";
import { save, transcript } from "./transcript.js";

const $ = (id) => document.getElementById(id);
const [main, log, welcome, typing, replies, banner] = ["conversation", "log", "welcome", "typing", "replies", "banner"].map($);
const [form, say, room, options, sure] = ["form", "say", "room", "options", "sure"].map($);
const AWAY_AFTER = 1500; // a blink of the connection isn't worth a word
const WAITING_AFTER = 3000; // a busy server isn't a lost connection
const ROOM_FROM = 500; // characters left from which on they are counted

const session = new Session();
const embedded = window.parent !== window;
let entries = [];
let number = "";
let awayTimer = null;

fill(document);
document.body.classList.toggle("embedded", embedded);

// --- what is shown

function bubble(entry) {
  const person = entry.from === "person";
  const node = make("div", `entry ${entry.from}`, unseen(`${text(person ? "you" : "assistant")} `));
  const shown = entry.card ? card(entry.card, entry.text) : null;
  const content = make("div", shown && tellsAll(entry.card) ? "bubble wide" : "bubble");
  if (person) content.append(make("p", "", ...entry.text.split("\n").flatMap((line, i) => (i ? [make("br"), line] : [line]))));
  else if (content.classList.contains("wide")) content.append(shown);
  else content.append(...paragraphs(entry.text), ...(shown ? [shown] : []));
  node.append(content);
  if (entry.id) node.dataset.id = entry.id;
  return node;
}

function show(entry, announce = true) {
  welcome.hidden = true;
  entries.push(entry);
  let node = entry.id ? log.querySelector(`[data-id="${CSS.escape(entry.id)}"]`) : null;
  if (node) {
    // The message that waited has arrived.
    delete node.dataset.pending;
    node.classList.remove("waiting");
    node.querySelector(".state")?.remove();
  } else {
    node = bubble(entry);
  }
  // What isn't sent yet stays last.
  const next = log.querySelector("[data-pending]");
  if (node.parentNode !== log || (next && node.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING)) {
    log.insertBefore(node, next);
  }
  offer(entry.from === "assistant" ? entry.buttons : []);
  if (announce) reveal();
}

function wait(item) {
  welcome.hidden = true;
  const node = bubble({ from: "person", id: item.id, text: item.text });
  node.dataset.pending = "";
  log.append(node);
  const mark = () => {
    if (!("pending" in node.dataset)) return;
    node.classList.add("waiting");
    node.append(make("p", "state", text("waiting")));
  };
  if (session.ready) setTimeout(mark, WAITING_AFTER);
  else mark();
  offer([]);
  reveal();
}

function offer(titles = []) {
  const had = replies.contains(document.activeElement);
  replies.replaceChildren(
    ...titles.map((title) => {
      const button = make("button", "", title);
      button.type = "button";
      button.addEventListener("click", () => session.say(title));
      return button;
    }),
  );
  replies.hidden = titles.length === 0;
  // The button that was pressed is gone: whoever uses the keyboard goes on in the message field.
  if (had) say.focus();
}

function reveal() {
  // Much magnified, the whole page scrolls instead of the conversation (chat.css).
  const box = getComputedStyle(main).overflowY === "visible" ? document.scrollingElement : main;
  const edge = box === main ? main.getBoundingClientRect().top : 0;
  // What the last message led to is read from its beginning, when it is longer than the window.
  const last = [...log.querySelectorAll(".person")].at(-1);
  const begin = last ? last.getBoundingClientRect().top - edge + box.scrollTop : 0;
  const tall = box.scrollHeight - begin > box.clientHeight;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  box.scrollTo({ top: tall ? begin - 12 : box.scrollHeight, behavior });
}

function greet() {
  welcome.replaceChildren(
    make("h2", "", text("welcome_title")),
    make("p", "", text("welcome_text")),
    make("ul", "", ...text("welcome_points").map((point) => make("li", "", point))),
  );
  welcome.hidden = false;
  offer(text("starters"));
  main.scrollTo({ top: 0 });
}

function tell(words) {
  banner.textContent = words;
  banner.hidden = words === "";
}

// --- what the server says

session.addEventListener("confirmed", ({ detail }) => {
  number = detail.number;
  const shown = make("span", "", text("number", { number }));
  shown.setAttribute("aria-hidden", "true");
  // Spelled out: a screen reader would try to read it as a word.
  $("number").replaceChildren(shown, unseen(text("number_spoken", { number: number.split("").join(" ") })));
  say.maxLength = detail.most_characters;
  clearTimeout(awayTimer);
  awayTimer = null;
});

session.addEventListener("replay", ({ detail }) => {
  // What was said before isn't read aloud again.
  log.setAttribute("aria-live", "off");
  log.replaceChildren();
  entries = [];
  offer([]);
  for (const entry of detail) show(entry, false);
  if (detail.length === 0) greet();
  else reveal();
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
});

session.addEventListener("entry", ({ detail }) => show(detail));
session.addEventListener("pending", ({ detail }) => wait(detail));

session.addEventListener("typing", ({ detail }) => {
  typing.classList.toggle("on", detail);
  typing.replaceChildren(...(detail ? [make("span", "dots"), text("typing")] : []));
  if (detail) reveal();
});

session.addEventListener("away", () => {
  typing.replaceChildren();
  typing.classList.remove("on");
  awayTimer ??= setTimeout(() => tell(text("away")), AWAY_AFTER);
});

session.addEventListener("back", () => {
  if (banner.hidden) return;
  tell(text("back"));
  setTimeout(() => banner.textContent === text("back") && tell(""), 4000);
});

session.addEventListener("refused", ({ detail }) => tell(detail));

session.addEventListener("forgotten", () => {
  entries = [];
  tell(text("forgotten"));
  say.focus();
});

// --- what the person does

function send() {
  const words = say.value.trim();
  if (!words) {
    say.focus();
    return;
  }
  if (banner.textContent === text("forgotten")) tell("");
  session.say(words);
  say.value = "";
  grow();
}

function grow() {
  say.style.height = "auto";
  say.style.height = `${say.scrollHeight + 2}px`;
  const left = say.maxLength - say.value.length;
  room.hidden = left > ROOM_FROM;
  room.textContent = room.hidden ? "" : text("room", { left });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});

say.addEventListener("input", grow);
say.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});

$("save").addEventListener("click", () => {
  options.open = false;
  save(transcript(entries, number), text("transcript.name", { number }));
});

$("print").addEventListener("click", () => {
  options.open = false;
  window.print();
});

$("delete").addEventListener("click", () => {
  options.open = false;
  sure.showModal();
});

$("sure-no").addEventListener("click", () => sure.close());
$("sure-yes").addEventListener("click", () => {
  sure.close();
  session.say(text("delete_message"));
  say.focus();
});

document.addEventListener("click", (event) => {
  if (!options.contains(event.target)) options.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (options.open) {
    options.open = false;
    options.querySelector("summary").focus();
  } else if (embedded && !sure.open) {
    // Says nothing but that it may be closed; embed.js checks who says it.
    window.parent.postMessage({ type: "cec-close" }, "*");
  }
});

session.start();
