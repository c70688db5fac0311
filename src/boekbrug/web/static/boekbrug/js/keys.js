// Lists by keyboard: J and K (or arrows) move over rows, Enter opens, letters press the button that names them.

const rows = () => [...document.querySelectorAll("table.grid tbody tr:not([hidden])")];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return pressChord(event);
  if (event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
  if (["j", "ArrowDown"].includes(event.key)) return move(event, 1);
  if (["k", "ArrowUp"].includes(event.key)) return move(event, -1);
  if (event.key.length === 1 && event.key !== "/" && event.key !== "?") return press(event, event.key.toUpperCase());
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) press(event, "Enter");
});

function move(event, step) {
  const all = rows();
  if (!all.length || event.target.closest(".menu")) return;
  event.preventDefault();
  const at = all.findIndex((row) => row.matches(".on, [aria-selected=true]"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.remove("on"));
  next.classList.add("on");
  next.scrollIntoView({ block: "nearest" });
  const link = next.querySelector("td.m a, a");
  if (link) {
    link.focus({ preventScroll: true });
    if (link.hasAttribute("data-follow")) link.click();
  }
}

function press(event, key) {
  const button = [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key === key && one.getAttribute("aria-disabled") !== "true" && one.offsetParent,
  );
  if (button) {
    event.preventDefault();
    button.click();
  }
}

function pressChord(event) {
  if (event.key === "Enter") press(event, "Ctrl Enter");
}
