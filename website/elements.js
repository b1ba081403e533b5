// Building blocks. Nothing that comes from outside is ever read as HTML: all is made by DOM calls.

import { text } from "./texts.js";

/** An element with a class and children (elements or strings); a `TypeError` for a child that is missing. */
export function make(tag, className = "", ...children) {
  if (children.some((child) => child === undefined || child === null)) throw new TypeError(`${tag}: a child is missing`);
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** Words for those who don't see the page. */
export function unseen(words) {
  return make("span", "unseen", words);
}

/** A link to another site in a new tab; only https addresses become links, others stay words. */
export function link(address, words = address) {
  const url = parsed(address);
  if (!url || url.protocol !== "https:") return document.createTextNode(words);
  const node = make("a", "", words, unseen(` ${text("new_tab")}`));
  node.href = url.href;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

/** The address of something on this site, or an https address; null for anything else. */
export function safeAddress(address) {
  const url = parsed(address);
  if (!url) return null;
  return url.origin === location.origin || url.protocol === "https:" ? url : null;
}

function parsed(address) {
  if (typeof address !== "string") return null;
  try {
    return new URL(address, location.href);
  } catch {
    return null;
  }
}

const ADDRESS = /https:\/\/[^\s<>"]+/g;
const MOST_CHARACTERS = 44;
const AFTER = /[.,;:!?'’”»)\]]+$/;

/** A line of text with its addresses as links. */
export function inline(line) {
  const parts = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    let address = match[0];
    const after = AFTER.exec(address)?.[0] ?? "";
    address = address.slice(0, address.length - after.length);
    // A bracket that the address itself opened belongs to it.
    if (after.startsWith(")") && address.includes("(")) address += ")";
    parts.push(line.slice(from, match.index), link(address, short(address)));
    from = match.index + address.length;
  }
  parts.push(line.slice(from));
  return parts.filter((part) => part !== "");
}

// Long addresses are shown by their site; the link leads to the whole, and paper has it in full (chat.css).
function short(address) {
  const site = parsed(address)?.host.replace(/^www\./, "");
  return site && address.length > MOST_CHARACTERS ? `${site}/…` : address;
}

const BULLET = /^(\s*)[•–*-]\s+(.*)$/;
const MARKS = { "✓": "met", "✗": "not_met", "?": "unknown" };
const MARKED = /^([✓✗?])\s+(.*)$/;
const SOURCE = /^Sources?:/;

/** A whole text: paragraphs with their line breaks, lists, marked lines, source lines. */
export function paragraphs(words) {
  const nodes = [];
  let list = null;
  let lines = null;
  const end = () => ((list = null), (lines = null));
  for (const line of words.split("\n")) {
    const bullet = BULLET.exec(line);
    const marked = MARKED.exec(line);
    if (line.trim() === "") {
      end();
    } else if (bullet) {
      if (!list) nodes.push((list = make("ul")));
      lines = null;
      list.append(make("li", bullet[1].length > 1 ? "inner" : "", ...inline(bullet[2])));
    } else if (marked) {
      end();
      nodes.push(make("p", `marked ${MARKS[marked[1]]}`, mark(MARKS[marked[1]]), make("span", "", ...inline(marked[2]))));
    } else if (SOURCE.test(line)) {
      end();
      nodes.push(make("p", "source", ...inline(line)));
    } else {
      list = null;
      if (lines) lines.append(make("br"));
      else nodes.push((lines = make("p")));
      lines.append(...inline(line));
    }
  }
  return nodes;
}

const SIGNS = { met: "✓", not_met: "✗", not_yet: "…", unknown: "?", cannot_say: "?" };

/** The sign of a requirement's state, with its name for those who don't see it. */
export function mark(state) {
  const sign = make("span", "sign", SIGNS[state] ?? "?");
  sign.setAttribute("aria-hidden", "true");
  return make("span", `mark-of ${state}`, sign, unseen(`${text(`marks.${state}`) ?? ""}: `));
}
