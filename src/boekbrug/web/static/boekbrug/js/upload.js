// Files by drag and drop, with names, sizes and the progress of sending; without this file the form still works.

const size = (bytes) => (bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`);

function show(form) {
  const list = form.querySelector("[data-files]");
  list.replaceChildren(...[...form.elements.files.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} · ${size(file.size)}`;
    return line;
  }));
}

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("[data-upload]");
    if (!form) return;
    event.preventDefault();
    form.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) {
      form.elements.files.files = event.dataTransfer.files;
      show(form);
    }
  });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-upload]");
  if (form) show(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-upload]");
  if (!form) return;
  event.preventDefault();
  const bar = form.querySelector("[data-progress]");
  const failure = form.querySelector("[data-failure]");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (step) => {
    bar.hidden = false;
    bar.max = step.total;
    bar.value = step.loaded;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    fail(request.getResponseHeader("X-Sentence") ? decodeURIComponent(request.getResponseHeader("X-Sentence")) : form.dataset.broken);
  });
  request.addEventListener("error", () => fail(form.dataset.broken));
  button.setAttribute("aria-busy", "true");
  failure.hidden = true;
  request.send(new FormData(form));

  function fail(text) {
    button.removeAttribute("aria-busy");
    bar.hidden = true;
    failure.textContent = text;
    failure.hidden = false;
  }
});
