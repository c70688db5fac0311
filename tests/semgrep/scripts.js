// What the rules of scripts.yaml find, and what they leave alone.
// ruleid: text-as-script
eval(text);
// ok: text-as-script
JSON.parse(text);
// ruleid: text-as-html
holder.innerHTML = text;
// ok: text-as-html
holder.textContent = text;
