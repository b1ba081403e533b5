// The conversation as a text file.

import { language, text } from "./texts.js";

/** The whole text: who said what, when. */
export function transcript(entries, number) {
  const lines = [text("transcript.head", { number }), text("transcript.saved", { date: when(Date.now() / 1000) }), ""];
  for (const entry of entries) {
    const who = text(entry.from === "person" ? "transcript.you" : "transcript.assistant");
    lines.push(text("transcript.line", { who, date: when(entry.at) }), words(entry), "");
  }
  return lines.join("\n");
}

/** Hand a text to the browser as a file. */
export function save(words, name) {
  const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function words(entry) {
  const shown = [entry.text || entry.card?.text || entry.card?.alt || ""];
  for (const button of entry.buttons ?? []) shown.push(`[${button}]`);
  return shown.join("\n");
}

function when(seconds) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(seconds * 1000));
}
