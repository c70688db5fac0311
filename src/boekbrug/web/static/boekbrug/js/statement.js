// The reconciliation screen: mark the followed line, accept with Enter from it, open the sheet on a phone.

const PHONE = matchMedia("(max-width: 44rem)");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-follow]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelectorAll("table.lines tr.on").forEach((row) => {
    row.classList.remove("on");
    row.querySelector("a[aria-current]")?.removeAttribute("aria-current");
  });
  link.closest("tr").classList.add("on");
  link.setAttribute("aria-current", "true");
  if (PHONE.matches) location.hash = "line";
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("table.lines tbody tr");
  if (row && !event.target.closest("a, button, input")) row.querySelector("a[data-follow]")?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.closest("a[data-follow][aria-current]")) return;
  const accept = document.querySelector('.pane [data-key="Enter"]:not([aria-disabled="true"])');
  if (accept) {
    event.preventDefault();
    accept.click();
  }
});
