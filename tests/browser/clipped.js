// Finds words that a page cuts off, lets run over each other, or breaks inside a button.
() => {
  const found = [];
  const name = (one) => `${one.tagName.toLowerCase()}${one.className && typeof one.className === "string" ? "." + one.className.trim().split(/\s+/).join(".") : ""} “${one.textContent.trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  const isShown = (one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && !one.closest(".vh, [hidden], svg, details:not([open]) > :not(summary)");
  };
  const ownText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1);
  for (const one of document.body.querySelectorAll("*")) {
    if (!isShown(one) || !ownText(one)) continue;
    const style = getComputedStyle(one);
    const isCut = one.scrollWidth > one.clientWidth + 1 && ["hidden", "clip"].includes(style.overflowX);
    // An ellipsis in a row of data is meant when the whole text is in its title or its row opens it.
    const isData = one.closest("tbody, .tl, .t, .chips.scroll") || one.title;
    if (isCut && !isData) found.push(`cut: ${name(one)}`);
    if (one.matches("th") && one.scrollWidth > one.clientWidth + 1) found.push(`heading cut: ${name(one)}`);
  }
  for (const one of document.querySelectorAll("input[placeholder], select")) {
    if (!isShown(one)) continue;
    if (one.matches("input") && !one.value) {
      const pen = document.createElement("canvas").getContext("2d"), style = getComputedStyle(one);
      pen.font = style.font;
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (one.placeholder && pen.measureText(one.placeholder).width > room + 2) found.push(`placeholder cut: “${one.placeholder}”`);
    }
  }
  for (const one of document.querySelectorAll(".btn, .chip, .badge, .pill")) {
    if (!isShown(one)) continue;
    const range = document.createRange();
    range.selectNodeContents(one);
    const tops = new Set([...range.getClientRects()].filter((box) => box.width > 2).map((box) => Math.round(box.top / 12)));
    if (one.scrollWidth > one.clientWidth + 1) found.push(`button cut: ${name(one)}`);
    else if (tops.size > 2) found.push(`button wraps: ${name(one)}`);
  }
  const texts = [...document.querySelectorAll("main a, main button, main label, main h1, main h2, nav a, header a, th, dt, dd")].filter((one) => isShown(one) && one.textContent.trim());
  for (const one of texts) {
    const box = one.getBoundingClientRect();
    const over = one.nextElementSibling;
    if (!over || !isShown(over) || !over.textContent.trim() || getComputedStyle(over).position === "absolute") continue;
    const next = over.getBoundingClientRect();
    const wide = Math.min(box.right, next.right) - Math.max(box.left, next.left), high = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
    if (wide > 2 && high > 4) found.push(`overlaps the next: ${name(one)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const word = /(?<![\p{L}\p{N}\/@_.-])\p{L}{4,}(?![\p{L}\p{N}\/@_-]|\.\p{L})/gu; // no address, no id
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest("script, style, textarea, select, pre, code") || !isShown(holder)) continue;
    for (const match of node.data.matchAll(word)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(`word broken: “${match[0]}” in ${name(holder)}`);
    }
  }
  const edge = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (edge > 0) found.push(`scrolls sideways by ${edge} px`);
  return [...new Set(found)];
}
