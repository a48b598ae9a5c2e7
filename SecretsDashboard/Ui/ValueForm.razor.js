// Owns every form with data-value-form: posts it by fetch, writes the answer into it, keeps what was typed until it is saved. What else
// an answer holds is for others: formanswered tells it.
const acknowledgement = 3000;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const words = {
  401: "You are signed out. Sign in in the new tab, then save again: your text is kept.",
  403: "This page is out of date. Copy what you typed, then reload the page.",
  404: "This does not exist any more, or you may no longer change it.",
  413: "This is too long to be stored.",
  503: "The server cannot store changes right now. Your text is kept: try again in a moment.",
};

globalThis.Blazor?.registerCustomEventType("formsaved", { createEventArgs: event => ({ text: event.detail.text, id: event.detail.id ?? "" }) });
globalThis.Blazor?.registerCustomEventType("formconfirm", { createEventArgs: () => ({}) });

const token = () => document.querySelector("meta[name=antiforgery]").content;
const address = (form, pattern) => pattern.replace("{key}", () => encodeURIComponent(form.elements.namedItem("key").value));

function fields(form) {
  const body = {};
  for (const element of form.elements) {
    if (!element.name || element.disabled || element.dataset.leftOut !== undefined) continue;
    body[element.name] = element.type === "checkbox" ? element.checked : element.value;
  }
  return JSON.stringify(body);
}

// one field as it is, for a form with data-text; what is ticked stands in the address then
function content(form, where) {
  const { text, longest } = form.dataset;
  if (text === undefined) return { where, type: "application/json", body: fields(form) };
  const body = new Blob([form.elements.namedItem(text).value]);
  const ticked = [...form.querySelectorAll("input[type=checkbox]:checked")].map(element => [element.name, element.value]);
  return { where: `${where}?${new URLSearchParams(ticked)}`, type: "text/plain; charset=utf-8", body, isTooLong: body.size > Number(longest) };
}

// While a save is under way its button says so, and what was sent cannot be changed any more. What this answers undoes it.
function lock(form, button) {
  const label = button?.querySelector(".mud-button-label");
  const busy = button?.dataset.busyText;
  if (!label || !busy) return () => {};
  const words = [...label.childNodes];
  label.replaceChildren(Object.assign(document.createElement("span"), { className: "spinner" }), busy);
  form.setAttribute("aria-busy", "true");
  const locked = [...form.elements].filter(element => element.matches("textarea, input:not([type=hidden]), select"));
  const before = locked.map(element => [element, element.readOnly, element.disabled]);
  for (const element of locked) {
    // a field that is read-only keeps the focus
    if (element.matches("textarea, input:not([type=checkbox], [type=radio])")) element.readOnly = true;
    else element.disabled = true;
  }
  return () => {
    label.replaceChildren(...words);
    form.removeAttribute("aria-busy");
    for (const [element, readOnly, disabled] of before) {
      if ("readOnly" in element) element.readOnly = readOnly;
      element.disabled = disabled;
    }
  };
}

function say(form, text) {
  const place = form.querySelector("[data-form-message]");
  delete place.dataset.tone;
  place.textContent = text;
}

function clear(form) {
  say(form, "");
  for (const place of form.querySelectorAll("[data-message-for]")) place.textContent = "";
  for (const element of form.querySelectorAll("[aria-invalid]")) element.removeAttribute("aria-invalid");
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = true;
}

function explain(form, answer) {
  let first;
  for (const { field, text } of answer.messages ?? []) {
    const element = form.elements.namedItem(field);
    const place = form.querySelector(`[data-message-for="${CSS.escape(field)}"]`);
    if (!element || !place) {
      say(form, text);
      continue;
    }
    place.textContent = text;
    element.setAttribute("aria-invalid", "true");
    first ??= element;
  }
  if (answer.text) say(form, answer.text.replace("{time}", () => moment.format(new Date(answer.time))));
  for (const part of form.querySelectorAll(`[data-when="${CSS.escape(answer.outcome)}"]`)) part.hidden = false;
  if (answer.revision != null && form.elements.namedItem("revision")) form.elements.namedItem("revision").value = answer.revision;
  first?.focus();
  // typed anew, not appended to
  if (first?.type === "password") first.select();
}

const hasCircuit = () => document.getElementById("components-reconnect-modal")?.dataset.state !== "rejected";

async function saved(form, answer) {
  if (hasCircuit()) {
    form.dispatchEvent(new CustomEvent("formsaved", { detail: answer, bubbles: true }));
    const until = Date.now() + acknowledgement;
    while (form.isConnected && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 50));
  }
  const then = document.getElementById(form.dataset.then);
  if (then) {
    form.closest("dialog")?.close();
    then.requestSubmit();
  } else if (form.isConnected && !answer.once) {
    // no circuit took the news: the page that the server makes anew shows what was saved
    location.reload();
  } else if (form.isConnected) {
    say(form, `The connection is lost. This is shown once, copy it now: ${answer.once}`);
  }
}

// in place where there is a circuit, else in a new tab
function confirm(form) {
  if (hasCircuit()) {
    say(form, "Confirm first that it is you.");
    // a step on the way, and nothing wrong
    form.querySelector("[data-form-message]").dataset.tone = "note";
    form.dispatchEvent(new CustomEvent("formconfirm", { bubbles: true }));
  } else {
    say(form, "Confirm in the new tab that it is you, then save again: your text is kept.");
    open("/account/confirm", "_blank", "noopener");
  }
}

async function send(form, submitter) {
  if (form.dataset.busy !== undefined) return;
  clear(form);
  const { where, type, body, isTooLong } = content(form, address(form, submitter?.dataset.address ?? form.dataset.address));
  if (isTooLong) return say(form, form.dataset.tooLong);
  form.dataset.busy = "";
  const unlock = lock(form, submitter ?? form.querySelector("[type=submit]"));
  try {
    const response = await fetch(where, {
      method: form.dataset.method,
      headers: { "Content-Type": type, RequestVerificationToken: token() },
      body,
      redirect: "error",
      cache: "no-store",
    });
    const answer = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
    if (response.ok && answer?.outcome === "saved") {
      await saved(form, answer);
    } else if (answer) {
      unlock();
      explain(form, answer);
      form.dispatchEvent(new CustomEvent("formanswered", { detail: answer, bubbles: true }));
    } else if (response.status === 428) {
      confirm(form);
    } else {
      say(form, words[response.status] ?? `The server answered ${response.status}. Your text is kept.`);
      if (response.status === 401) open("/login", "_blank", "noopener");
    }
  } catch {
    say(form, "The server cannot be reached. Your text is kept: try again in a moment.");
  } finally {
    unlock();
    delete form.dataset.busy;
  }
}

function changeInstead(form) {
  form.dataset.address = form.dataset.addressInstead;
  form.dataset.method = "PUT";
  form.elements.namedItem("key").readOnly = true;
  const submit = form.querySelector("[type=submit]");
  submit.querySelector(".mud-button-label").textContent = submit.dataset.textInstead;
  form.requestSubmit();
}

document.addEventListener("submit", event => {
  if (!event.target.matches("form[data-value-form]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("click", event => {
  const button = event.target.closest("[data-instead]");
  if (button) changeInstead(button.form);
});

document.addEventListener("keydown", event => {
  const form = event.target.closest?.("form[data-value-form]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && !event.repeat) {
    event.preventDefault();
    form.requestSubmit();
  }
});
