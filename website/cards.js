// Results as cards. docs/website.md says what each holds; one of an unknown kind is left to the message's text.

import { inline, make, mark, paragraphs, safeAddress } from "./elements.js";
import { text } from "./texts.js";

const KINDS = { verdict, score, image, files };
const TELL_ALL = ["verdict", "score"];

/** Whether a card stands for the whole text of its message, instead of beside it. */
export function tellsAll(data) {
  return TELL_ALL.includes(data.card);
}

/** The element of a card, or null if it isn't known or lacks what it needs. `words`: the message's text. */
export function card(data, words) {
  const build = Object.hasOwn(KINDS, data.card ?? "") ? KINDS[data.card] : null;
  try {
    return build ? build(data, words) : null;
  } catch {
    return null; // not in the form that is documented: the text says it all
  }
}

function verdict(data) {
  const node = make("section", `card verdict ${data.result}`);
  const badge = text(`results.${data.result}`);
  node.append(make("header", "", ...(badge ? [make("p", "badge", badge)] : []), make("h3", "", data.title)));
  const list = make("ul", "criteria");
  for (const row of data.criteria) {
    list.append(make("li", row.mark, mark(row.mark), make("div", "", make("strong", "", row.name), ...paragraphs(row.detail))));
  }
  node.append(list, ...paragraphs(data.lines.join("\n")));
  return node;
}

function score(data, words) {
  const node = make("section", "card score");
  node.append(make("header", "", make("h3", "", data.title), make("p", "total", between(...data.range))));
  for (const section of data.sections) {
    const rows = make("ul", "factors");
    for (const row of section.rows) {
      const known = row.low === row.high;
      const points = known ? text("of", { points: row.low, maximum: row.maximum }) : between(row.low, row.high);
      const why = row.because ? [make("p", "because", ...inline(row.because))] : [];
      rows.append(make("li", "", make("span", "", row.name), make("span", "figure", points), meter(row), ...why));
    }
    const points = make("span", "figure", between(section.low, section.high));
    node.append(make("details", "section", make("summary", "", make("span", "", section.name), points), rows));
  }
  // The text's list says what the sections say; its other lines are said here too.
  const other = (data.text ?? words).split("\n").slice(1).filter((line) => !line.startsWith("• "));
  node.append(...paragraphs(other.join("\n")));
  return node;
}

function between(low, high) {
  return low === high ? String(low) : text("range", { low, high });
}

function meter(row) {
  const bar = make("meter");
  bar.max = row.maximum;
  bar.value = row.low;
  bar.setAttribute("aria-hidden", "true"); // the words beside it say the same
  return bar;
}

const DATA = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=\s]+$/;

function image(data, words) {
  const picture = make("img");
  // What the text beside it says isn't read twice.
  picture.alt = data.alt === words ? "" : (data.alt ?? text("picture"));
  if (DATA.test(data.data ?? "")) {
    picture.src = data.data;
  } else {
    const url = safeAddress(data.url);
    if (!url) return null;
    // The page loads nothing from elsewhere.
    if (url.origin !== location.origin) return make("p", "card file", address(url, text("open_picture")));
    picture.src = url.href;
  }
  return make("figure", "card image", picture);
}

function files(data) {
  const node = make("p", "card file");
  for (const file of data.files) {
    const url = safeAddress(file.url);
    if (!url) continue;
    const link = address(url, text("download", { name: file.name }));
    link.download = file.name;
    node.append(link, " ");
  }
  return node;
}

function address(url, words) {
  const link = make("a", "", words);
  link.href = url.href;
  link.rel = "noopener noreferrer";
  if (url.origin !== location.origin) link.target = "_blank";
  return link;
}
