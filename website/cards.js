// Results as cards. docs/website.md says what each holds; one of an unknown kind is left to the message's text.

import { inline, make, mark, paragraphs, safeAddress } from "./elements.js";
import { text } from "./texts.js";

const KINDS = { verdict, score, timeline, image, file };

/** The element of a card, or null if it isn't known or lacks what it needs. */
export function card(data) {
  const build = Object.hasOwn(KINDS, data?.card ?? "") ? KINDS[data.card] : null;
  try {
    return build ? build(data) : null;
  } catch {
    return null; // not in the form that is documented: the text says it all
  }
}

function verdict(data) {
  const node = make("section", `card verdict ${data.result}`);
  const badge = text(`results.${data.result}`);
  node.append(make("header", "", ...(badge ? [make("p", "badge", badge)] : []), make("h3", "", data.title)));
  const list = make("ul", "criteria");
  for (const row of data.criteria ?? []) {
    const words = make("div", "", make("strong", "", row.name));
    if (row.detail) words.append(...paragraphs(row.detail));
    list.append(make("li", row.mark, mark(row.mark), words));
  }
  node.append(list, ...rest(data));
  return node;
}

function score(data) {
  const node = make("section", "card score");
  const total =
    data.total ?? (data.range ? text("range", { low: data.range[0], high: data.range[1] }) : null);
  const head = make("header", "", make("h3", "", data.title));
  if (total !== null) head.append(make("p", "total", make("strong", "", String(total)), " ", text("points")));
  node.append(head);
  const list = make("ul", "sections");
  for (const row of data.sections ?? []) {
    const bar = make("meter");
    bar.min = 0;
    bar.max = row.maximum;
    bar.value = row.points ?? 0;
    bar.setAttribute("aria-hidden", "true"); // the words beside it say the same
    const points = row.points === null || row.points === undefined ? "?" : row.points;
    list.append(
      make("li", "", make("span", "", row.name), make("span", "figure", text("of", { points, maximum: row.maximum })), bar),
    );
  }
  node.append(list, ...rest(data));
  return node;
}

function timeline(data) {
  const node = make("section", "card timeline", make("header", "", make("h3", "", data.title)));
  const list = make("ol", "events");
  for (const event of data.events ?? []) {
    const moment = text(`moments.${event.moment}`);
    list.append(
      make(
        "li",
        event.moment ?? "",
        make("span", "day", event.date),
        make("span", "", ...inline(event.what), ...(event.moment === "today" ? [make("em", "", ` ${moment}`)] : [])),
      ),
    );
  }
  node.append(list, ...rest(data));
  return node;
}

const BASE64 = /^[A-Za-z0-9+/=\s]+$/;

function image(data) {
  const picture = make("img");
  picture.alt = data.alt ?? text("picture");
  const node = make("figure", "card image");
  if (data.data && BASE64.test(data.data)) {
    picture.src = `data:image/png;base64,${data.data}`;
  } else {
    const url = safeAddress(data.url);
    if (!url) return null;
    if (url.origin !== location.origin) return fileLink(url, text("open_picture")); // the page loads nothing from elsewhere
    picture.src = url.href;
  }
  node.append(picture);
  if (data.caption) node.append(make("figcaption", "", data.caption));
  return node;
}

function file(data) {
  const url = safeAddress(data.url);
  if (!url) return null;
  const link = fileLink(url, text("download", { name: data.name ?? text("file") }));
  link.querySelector("a").download = data.name ?? "";
  return link;
}

function fileLink(url, words) {
  const link = make("a", "", words);
  link.href = url.href;
  link.rel = "noopener noreferrer";
  if (url.origin !== location.origin) link.target = "_blank";
  return make("p", "card file", link);
}

// What follows in most cards: days, remarks, sources.
function rest(data) {
  const nodes = [];
  for (const line of [].concat(data.dates ?? [])) nodes.push(make("p", "dates", ...inline(line)));
  for (const line of [].concat(data.notes ?? [])) nodes.push(...paragraphs(line));
  const sources = [].concat(data.sources ?? []);
  if (sources.length) {
    const own = sources.map((line) => String(line));
    const words = own.length === 1 && own[0].startsWith(text("sources")) ? own[0] : `${text("sources")} ${own.join("; ")}`;
    nodes.push(make("p", "source", ...inline(words)));
  }
  return nodes;
}
