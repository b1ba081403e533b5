// The conversation with the server: one that survives reloads, lost connections and restarts.
//
// The server keeps what was said; the browser keeps a token that names the conversation, and what isn't answered yet.

import { io } from "./vendor/socket.io.esm.min.js";

const TOKEN = "cec.token";
const PENDING = "cec.pending";

/** `localStorage` where the browser allows it (not in every frame), else the page's own memory. */
class Store {
  #memory = new Map();

  get(key) {
    try {
      return localStorage.getItem(key) ?? this.#memory.get(key) ?? null;
    } catch {
      return this.#memory.get(key) ?? null;
    }
  }

  set(key, value) {
    this.#memory.set(key, value);
    try {
      localStorage.setItem(key, value);
    } catch {
      // kept in memory
    }
  }

  clear() {
    this.#memory.clear();
    try {
      localStorage.removeItem(TOKEN);
      localStorage.removeItem(PENDING);
    } catch {
      // nothing was kept there
    }
  }
}

/**
 * Events (all with `detail`): `replay` (entries of the whole conversation), `entry`, `pending` (a message that waits),
 * `confirmed` (number and limits), `typing`, `away`, `back`, `refused` (why no session now), `forgotten`.
 */
export class Session extends EventTarget {
  #store = new Store();
  #socket = null;
  #ready = false;
  #wasAway = false;
  #epoch = null;
  #position = 0;
  #pending = [];

  start() {
    this.#pending = this.#kept();
    const path = new URL("socket.io/", location.href).pathname;
    this.#socket = io({ path, reconnectionDelay: 500, reconnectionDelayMax: 5000 });
    this.#socket.on("connect", () => this.#request());
    this.#socket.on("session_confirm", (confirmed) => this.#confirmed(confirmed));
    this.#socket.on("session_refused", ({ seconds, text }) => {
      this.#tell("refused", text);
      setTimeout(() => this.#socket.connected && this.#request(), seconds * 1000);
    });
    this.#socket.on("entry", (entry) => this.#ready && this.#entry(entry));
    this.#socket.on("typing", ({ on }) => this.#ready && this.#tell("typing", on));
    this.#socket.on("forgotten", () => this.#forgotten());
    this.#socket.on("disconnect", (reason) => {
      this.#away();
      // After anything else the library connects again by itself.
      if (reason === "io server disconnect") this.#socket.connect();
    });
    this.#socket.on("connect_error", () => this.#away());
  }

  /** Whether a message would be sent at once. */
  get ready() {
    return this.#ready;
  }

  /** Send a text now, or as soon as there is a connection. */
  say(words) {
    const item = { id: identifier(), text: words };
    this.#pending.push(item);
    this.#keep();
    this.#tell("pending", item);
    if (this.#ready) this.#send(item);
  }

  #request() {
    this.#ready = false;
    const token = this.#store.get(TOKEN);
    this.#socket.emit("session_request", { token, epoch: this.#epoch, position: this.#position });
  }

  #confirmed(confirmed) {
    this.#ready = true;
    this.#store.set(TOKEN, confirmed.token);
    this.#tell("confirmed", confirmed);
    if (confirmed.goes_on) {
      for (const entry of confirmed.entries) this.#entry(entry);
    } else {
      this.#epoch = confirmed.epoch;
      this.#position = confirmed.entries.at(-1)?.position ?? 0;
      this.#tell("replay", confirmed.entries);
      const known = new Set(confirmed.entries.map((entry) => entry.id));
      for (const item of this.#pending) if (!known.has(item.id)) this.#tell("pending", item);
    }
    this.#tell("typing", confirmed.typing);
    if (this.#wasAway) this.#tell("back");
    this.#wasAway = false;
    for (const item of this.#pending) this.#send(item);
  }

  #entry(entry) {
    if (entry.position <= this.#position) return;
    this.#position = entry.position;
    this.#tell("entry", entry);
  }

  #send(item) {
    this.#socket.emit("user_uttered", item, (result) => {
      if (result?.reason === "no_session") {
        if (this.#ready) this.#request();
        return;
      }
      this.#pending = this.#pending.filter((other) => other.id !== item.id);
      this.#keep();
    });
  }

  #forgotten() {
    this.#ready = false;
    this.#store.clear();
    this.#pending = [];
    this.#epoch = null;
    this.#position = 0;
    this.#tell("forgotten");
    this.#request();
  }

  #away() {
    this.#ready = false;
    this.#wasAway = true;
    this.#tell("away");
  }

  #kept() {
    try {
      const kept = JSON.parse(this.#store.get(PENDING) ?? "[]");
      return Array.isArray(kept) ? kept.filter((item) => typeof item?.id === "string" && typeof item?.text === "string") : [];
    } catch {
      return [];
    }
  }

  #keep() {
    this.#store.set(PENDING, JSON.stringify(this.#pending));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// crypto.randomUUID is only there on https and localhost.
function identifier() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
