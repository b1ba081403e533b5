// Everything the page itself says, by language; what a language lacks is said in English.
// The assistant's own texts come from the server.

const TEXTS = {
  en: {
    title: "Canadian Experience Class assistant",
    subtitle: "Automated answers with their sources",
    skip: "Skip to the message field",
    options: "Options",
    save: "Save the conversation",
    print: "Print the conversation",
    delete: "Delete my data",
    conversation: "Conversation",
    log: "Messages",
    replies: "Suggested replies",
    label: "Your message",
    placeholder: "Write a message",
    send: "Send",
    notice: "Automated assistant: not a person, and not legal advice.",
    number: "Conversation {number}",
    number_spoken: "Conversation number {number}",
    room: "{left} characters left",
    you: "You:",
    assistant: "Assistant:",
    waiting: "Waiting to be sent",
    typing: "Preparing an answer",
    away: "The connection is lost. You can go on writing: messages are sent when it is back.",
    back: "Connected again.",
    forgotten: "Your data has been deleted. This is a new conversation.",
    welcome_title: "Find out where you stand",
    welcome_text:
      "Tell this assistant about your work in Canada in your own words. It works out whether and from which day you meet the Canadian Experience Class, shows why, and answers questions about it.",
    welcome_points: [
      "Every answer names the rule it rests on and the day it was checked.",
      "Whatever you haven't said counts as unknown, never as a no.",
      "It is independent of the Government of Canada, and no decision about your application is made here.",
    ],
    starters: ["Am I eligible?", "What is the Canadian Experience Class?", "Do I need proof of funds?"],
    sure_title: "Delete this conversation?",
    sure_text: "Everything you told the assistant here is deleted for good. To keep a copy, save the conversation first.",
    sure_no: "Keep it",
    sure_yes: "Delete",
    delete_message: "delete my data",
    new_tab: "(opens in a new tab)",
    download: "Download {name}",
    picture: "Picture",
    open_picture: "Open the picture",
    marks: {
      met: "Met",
      not_met: "Not met",
      not_yet: "Not yet met",
      unknown: "Not known yet",
      cannot_say: "Can't be said",
    },
    results: {
      eligible: "Eligible",
      will_be_eligible: "Eligible later",
      not_eligible: "Not eligible",
      needs_information: "More information needed",
      cannot_say: "Can't be said",
    },
    of: "{points} of {maximum}",
    range: "{low} to {high}",
    transcript: {
      name: "conversation-{number}.txt",
      head: "Canadian Experience Class assistant – conversation {number}",
      saved: "Saved on {date}. Automated answers: not legal advice.",
      line: "{who} ({date})",
      you: "You",
      assistant: "Assistant",
    },
  },
};

const asked = new URLSearchParams(location.search).get("lang");

/** The language of the page: that of `?lang=` if there is one by that name. */
export const language = Object.hasOwn(TEXTS, asked ?? "") ? asked : "en";

/** The text (or list, or group) of a key such as `marks.met`; `{name}` is filled from `values`. */
export function text(key, values = {}) {
  const found = find(TEXTS[language], key) ?? find(TEXTS.en, key);
  if (typeof found !== "string") return found;
  return found.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

function find(node, key) {
  return key.split(".").reduce((inner, step) => (inner && Object.hasOwn(inner, step) ? inner[step] : undefined), node);
}

/** Put the texts of `data-text`, `data-label` and `data-placeholder` into a document. */
export function fill(root) {
  root.documentElement.lang = language;
  root.title = text("title");
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = text(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", text(node.dataset.label));
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = text(node.dataset.placeholder);
}
