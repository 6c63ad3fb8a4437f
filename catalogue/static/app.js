// Small comforts; every page works without them.

// After a refused form, the keyboard and the screen reader start at what is to be corrected.
const summary = document.querySelector(".govuk-error-summary, .app-flash[role=alert]");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// A link of the summary goes to the field itself, with its label or legend in sight.
for (const link of document.querySelectorAll(".govuk-error-summary a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// How many characters are left; the server counts the same way (a line end is one, ends trimmed).
for (const group of document.querySelectorAll("[data-count]")) {
  const box = group.querySelector("textarea");
  const shown = group.querySelector(".govuk-character-count__message");
  const spoken = document.createElement("div");
  spoken.className = "govuk-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  shown.after(spoken);
  let pause;
  const count = () => {
    const left = Number(group.dataset.count) - [...box.value.normalize("NFC").trim()].length;
    const sentence = left < 0 ? group.dataset.countOver : group.dataset.countLeft;
    shown.textContent = sentence.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    shown.classList.toggle("govuk-error-message", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = shown.textContent; }, 1000);
  };
  box.addEventListener("input", count);
  if (box.value) count();
}

// On a telephone the filters come folded, but those in use.
if (matchMedia("(max-width: 40em)").matches) {
  for (const facet of document.querySelectorAll(".app-facet[open]")) {
    facet.open = !!facet.querySelector(".app-facets__value--chosen");
  }
}

const touched = new Set(); // forms with something typed that is not sent

// A search box that finishes what is typed: a combobox with a list (WAI-ARIA), arrows and Enter.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = Object.assign(document.createElement("ul"), {
    className: "app-suggest__list", id: `${box.id}-list`, role: "listbox", hidden: true, ariaLabel: box.labels[0].textContent,
  });
  const spoken = Object.assign(document.createElement("div"), { className: "govuk-visually-hidden", role: "status" });
  const frame = Object.assign(document.createElement("div"), { className: "app-suggest" });
  const held = document.activeElement === box;
  box.replaceWith(frame);
  frame.append(box, list, spoken);
  if (held) box.focus();
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);
  const fills = document.getElementById(box.dataset.suggestFill ?? "");
  let asking;
  let pause;
  let proposed = [];
  let typed = box.value;

  const show = (found) => {
    proposed = found;
    list.replaceChildren(...found.map(({ text, count }, place) => {
      const line = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, role: "option" });
      line.dataset.text = text;
      line.setAttribute("aria-selected", "false");
      line.append(text, Object.assign(document.createElement("span"), { textContent: count, ariaHidden: fills ? null : "true" }));
      return line;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!!found.length));
    box.removeAttribute("aria-activedescendant");
    spoken.textContent = found.length ? box.dataset.suggestCount.replace("{n}", found.length) : "";
  };
  const close = () => {
    clearTimeout(pause);
    asking?.abort();
    show([]);
  };
  const chosen = () => list.querySelector("[aria-selected=true]");
  const choose = (line) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (line) {
      line.setAttribute("aria-selected", "true");
      line.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", line.id);
    } else box.removeAttribute("aria-activedescendant");
    box.value = line ? line.dataset.text : typed;
  };
  const ask = async () => {
    asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch { /* given up, or no network: typing goes on without */ }
  };

  // Taking a proposal fills in what is still empty of the form, and says what the document is.
  const take = (line) => {
    const { text, fill, about, warns } = proposed[[...list.children].indexOf(line)];
    box.value = typed = text;
    close();
    for (const [name, value] of Object.entries("suggestFields" in box.dataset ? fill : {})) {
      const field = box.form.elements[name];
      if (!field || field.value.trim() || !value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    fills.textContent = about;
    fills.classList.toggle("app-base__about--warns", warns);
    touched.add(box.form);
  };

  box.addEventListener("input", () => {
    typed = box.value;
    if (fills) fills.textContent = "";
    close();
    if (typed.trim().length > 1) pause = setTimeout(ask, 200);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && fills && chosen()) {
      event.preventDefault();
      take(chosen());
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      choose(null);
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      const next = down ? chosen()?.nextElementSibling : chosen()?.previousElementSibling;
      choose(chosen() ? next : down ? list.firstElementChild : list.lastElementChild);
    }
  });
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = event.target.closest("li");
    if (!line) return;
    if (fills) return take(line);
    choose(line);
    box.form.requestSubmit();
  });
}

// What was typed is not left behind by accident, and one press sends one form.
const sent = new WeakMap();
const RESEND_AFTER_MS = 8000; // a download leaves the page in place: its button works again

for (const form of document.querySelectorAll("form[method=post]")) {
  if ("guard" in form.dataset) {
    form.addEventListener("input", () => touched.add(form));
    if (summary && form.querySelector(".govuk-form-group--error")) touched.add(form);
  }
  form.addEventListener("submit", (event) => {
    const last = sent.get(form);
    if (last && Date.now() - last < RESEND_AFTER_MS) {
      event.preventDefault();
      return;
    }
    sent.set(form, Date.now());
    touched.delete(form);
    // After this turn, so that the pressed button's own name and value are still sent.
    setTimeout(() => markSending(form, true));
    setTimeout(() => markSending(form, false), RESEND_AFTER_MS);
  });
}

function markSending(form, sending) {
  for (const button of form.querySelectorAll("button[type=submit]")) {
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

addEventListener("beforeunload", (event) => {
  if (touched.size) event.preventDefault();
});

// Coming back with the browser's own button finds the form ready to be sent.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[method=post]")) {
    sent.delete(form);
    markSending(form, false);
  }
});

// A text to be copied: the button appears where it can act, and says what it did.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  if (!box) continue;
  const spoken = document.createElement("span");
  spoken.setAttribute("role", "status");
  button.after(spoken);
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(box.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy"); // over plain http there is no clipboard to write to
    }
    spoken.textContent = copied ? button.dataset.copied : button.dataset.selected;
  });
}

// A page that shows work in progress follows it; once it is over, the page is read again.
const watched = document.querySelector("[data-watch]");
const WATCH_EVERY_MS = 3000;

async function follow() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-watch]");
    if (answer.ok && !now) return location.reload();
    if (now) watched.replaceChildren(...now.childNodes);
  } catch {
    // The line is cut: the next turn tries again, and the link of the page remains.
  }
  setTimeout(follow, WATCH_EVERY_MS);
}

if (watched) setTimeout(follow, WATCH_EVERY_MS);
