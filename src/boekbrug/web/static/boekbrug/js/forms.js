// Lines of a form: add one from its template, remove one, tick all; leaving with changes asks the browser to warn.

document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-add-line]");
  if (adder) addLine(adder);
  const remover = event.target.closest("[data-remove-line]");
  if (remover) removeLine(remover);
});

function addLine(button) {
  const template = document.getElementById(button.dataset.addLine);
  const list = document.getElementById(template.dataset.into);
  const index = Number(list.dataset.next || list.children.length);
  list.dataset.next = index + 1;
  const holder = document.createElement("tbody");
  // waived 2026-11-27: a template of our own page and a number
  // nosemgrep: text-as-html
  holder.innerHTML = template.innerHTML.replaceAll("__index__", index);
  const line = holder.firstElementChild;
  list.append(line);
  htmx.process(line);
  line.querySelector("input, select, textarea")?.focus();
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function removeLine(button) {
  const line = button.closest("[data-line]");
  const list = line.parentElement;
  if (list.querySelectorAll("[data-line]").length === 1) {
    line.querySelectorAll("input").forEach((input) => (input.value = ""));
  } else {
    line.remove();
  }
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-tick-all]");
  const boxes = all?.form.querySelectorAll(`input[type="checkbox"][name="${all.dataset.tickAll}"]`) ?? [];
  boxes.forEach((box) => (box.checked = all.checked));
});

let changed = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) changed = true;
});
document.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
