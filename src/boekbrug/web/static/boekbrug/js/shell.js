// The frame: menus that close, the search key, dialogs, toasts. Everything by delegated listeners.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closeMenus();
  if (typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "?") open("help");
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) open(opener.dataset.open);
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function closeMenus() {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

export function toast(text) {
  const shown = document.createElement("div");
  shown.className = "toast";
  shown.textContent = text;
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 8000);
}

// A refusal (409, 413, 422, 507) brings its own sentence into the page.
const isRefusal = (event) => [409, 413, 422, 507].includes(event.detail?.ctx?.response?.status);

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, (event) => isRefusal(event) || toast(document.documentElement.lang.startsWith("nl")
    ? "Er kwam geen antwoord. Probeer het opnieuw."
    : document.documentElement.lang.startsWith("fr")
      ? "Pas de réponse. Réessayez."
      : document.documentElement.lang.startsWith("de")
        ? "Keine Antwort. Versuchen Sie es erneut."
        : "No answer came. Try again."));
}
