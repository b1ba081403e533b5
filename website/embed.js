// Puts the assistant into any website: a button that opens it in a frame.
//
//   <script src="https://assistant.example.org/chat/embed.js" async></script>
//
// Attributes: data-label (the button's words), data-title (the frame's title), data-close, data-lang, data-side
// ("left" or "right"). The server must list the website in ALLOWED_ORIGINS, or browsers won't show the frame.

(() => {
  const script = document.currentScript;
  if (!script || document.getElementById("cec-assistant")) return;
  const page = new URL("./", script.src);
  const { label = "Ask about the Canadian Experience Class", close = "Close", lang = "", side = "right" } = script.dataset;
  const title = script.dataset.title ?? "Canadian Experience Class assistant";
  if (lang) page.searchParams.set("lang", lang);

  const edge = side === "left" ? "left" : "right";
  const style = (node, rules) => Object.assign(node.style, rules);
  const narrow = matchMedia("(max-width: 30rem), (max-height: 30rem)");

  const root = document.createElement("div");
  root.id = "cec-assistant";
  style(root, { position: "fixed", bottom: "16px", [edge]: "16px", zIndex: "2147483000" });

  const panel = document.createElement("div");
  panel.id = "cec-assistant-panel";
  panel.hidden = true;

  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", panel.id);
  style(button, {
    font: "600 16px/1.3 system-ui, sans-serif",
    maxWidth: "calc(100vw - 32px)",
    minHeight: "48px",
    padding: "10px 20px",
    border: "2px solid #ffffff",
    borderRadius: "26px",
    background: "#0f4c5c",
    color: "#ffffff",
    cursor: "pointer",
    boxShadow: "0 4px 16px rgba(0, 0, 0, 0.3)",
  });
  button.textContent = label;

  let frame = null;

  function place() {
    // Longhands only: an inset shorthand would undo what stands beside it.
    style(panel, {
      position: "fixed",
      top: narrow.matches ? "0" : "auto",
      bottom: narrow.matches ? "72px" : "80px",
      left: narrow.matches ? "0" : edge === "left" ? "16px" : "auto",
      right: narrow.matches ? "0" : edge === "right" ? "16px" : "auto",
      width: narrow.matches ? "auto" : "400px",
      height: narrow.matches ? "auto" : "min(640px, calc(100vh - 112px))",
      overflow: "hidden",
      border: "1px solid #7d919a",
      borderRadius: narrow.matches ? "0" : "14px",
      boxShadow: "0 8px 32px rgba(0, 0, 0, 0.35)",
      background: "#ffffff",
    });
  }

  function toggle(open) {
    if (open && !frame) {
      // Loaded on the first opening: whoever never asks loads nothing.
      frame = document.createElement("iframe");
      frame.title = title;
      frame.src = page.href;
      style(frame, { width: "100%", height: "100%", border: "0", display: "block" });
      panel.append(frame);
    }
    panel.hidden = !open;
    button.textContent = open ? close : label;
    button.setAttribute("aria-expanded", String(open));
    if (open) frame.focus();
    else button.focus();
  }

  button.addEventListener("click", () => toggle(panel.hidden));
  window.addEventListener("message", (event) => {
    if (event.origin === page.origin && event.source === frame?.contentWindow && event.data?.type === "cec-close") toggle(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) toggle(false);
  });
  narrow.addEventListener("change", place);

  place();
  root.append(panel, button);
  const add = () => document.body.append(root);
  if (document.body) add();
  else document.addEventListener("DOMContentLoaded", add);
})();
