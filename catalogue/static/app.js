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

// What was typed is not left behind by accident, and one press sends one form.
const touched = new Set();
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
