/* What makes pages quicker and safer to use. Every page works without this file:
   it only folds the menu without a flicker, sends a form once, asks before a grave step,
   opens a calendar beside a date field, brings the reader to the errors and keeps what is typed
   while other fields of a form are fetched.
   Loaded in <head> without "defer", so that the menu has its width before the first paint. */
(function () {
  "use strict";

  var root = document.documentElement;
  var memory = {
    get: function (key) { try { return window.localStorage.getItem(key); } catch (refused) { return null; } },
    set: function (key, value) { try { window.localStorage.setItem(key, value); } catch (refused) { return; } }
  };

  /* The menu stays narrow from page to page. Only this one wish is kept in the browser. */
  if (memory.get("menu") === "narrow") { root.classList.add("menu-is-narrow"); }

  document.addEventListener("change", function (event) {
    if (event.target.id !== "menu-narrow") { return; }
    root.classList.toggle("menu-is-narrow", event.target.checked);
    memory.set("menu", event.target.checked ? "narrow" : "wide");
  });

  /* A form is sent once: a double click makes one record. The server refuses the second one anyway. */
  var RELEASE_AFTER_MS = 15000;

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(function (button) { button.removeAttribute("aria-busy"); });
  }

  function sendOnce(event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) { return; }
    /* A button that opens its answer in another tab leaves the form to be sent. */
    if (event.submitter && event.submitter.formTarget) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (event.submitter) { event.submitter.setAttribute("aria-busy", "true"); }
    window.setTimeout(function () { release(form); }, RELEASE_AFTER_MS);
  }

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { document.querySelectorAll("form[data-sent]").forEach(release); }
  });

  /* data-confirm="question" on a form or on its button: the question is asked in the user's language. */
  function askFirst(event) {
    var form = event.target;
    var asker = event.submitter && event.submitter.dataset.confirm ? event.submitter : form;
    var question = asker.dataset.confirm;
    var dialog = document.getElementById("confirm");
    if (!question || form.dataset.confirmed || !dialog || !dialog.showModal) { return; }
    event.preventDefault();
    dialog.querySelector("[data-question]").textContent = question;
    dialog.returnValue = "";
    dialog.addEventListener("close", function () {
      if (dialog.returnValue !== "yes") { return; }
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter || undefined);
      delete form.dataset.confirmed;
    }, { once: true });
    dialog.showModal();
  }

  document.addEventListener("submit", askFirst);
  document.addEventListener("submit", sendOnce);

  /* A calendar button beside a typed date. The field itself stays plain text: what was typed is kept. */
  function twoDigits(number) { return String(number).padStart(2, "0"); }

  function toIso(text) {
    var parts = /^\s*(\d{1,2})[.\/-](\d{1,2})[.\/-](\d{4})\s*$/.exec(text);
    return parts ? parts[3] + "-" + twoDigits(parts[2]) + "-" + twoDigits(parts[1]) : "";
  }

  function fromIso(iso) { return iso.split("-").reverse().join("."); }

  function addPicker(entry) {
    var field = entry.querySelector("input");
    var button = entry.querySelector("button");
    var native = document.createElement("input");
    if (!field || !button || !native.showPicker || entry.dataset.ready) { return; }
    entry.dataset.ready = "yes";
    native.type = "date";
    native.className = "date-pick-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    entry.appendChild(native);
    button.hidden = false;
    button.addEventListener("click", function () {
      native.value = toIso(field.value);
      native.showPicker();
    });
    native.addEventListener("change", function () {
      if (!native.value) { return; }
      field.value = fromIso(native.value);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    native.addEventListener("input", function (event) { event.stopPropagation(); });
  }

  function prepare(part) { part.querySelectorAll("[data-date-entry]").forEach(addPicker); }

  /* A filter left empty does not stand in the address. */
  function dropEmpty(event) {
    var sent = event.detail.formData;
    if (event.detail.verb !== "get" || !sent) { return; }
    Array.from(sent.entries()).forEach(function (pair) { if (pair[1] === "") { sent.delete(pair[0]); } });
  }

  /* Fields of a form come anew when a choice asks for others. What is typed meanwhile is not lost. */
  var TYPED = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea";
  var sent = {};
  var typedMeanwhile = {};

  function typedIn(part) {
    var found = {};
    part.querySelectorAll(TYPED).forEach(function (field) { found[field.name] = field.value; });
    return found;
  }

  function rememberSent(event) {
    if (event.detail.requestConfig.verb === "post") { sent = typedIn(event.detail.target); }
  }

  function rememberTyped(event) {
    typedMeanwhile = {};
    if (event.detail.requestConfig.verb !== "post") { return; }
    var now = typedIn(event.detail.target);
    Object.keys(now).forEach(function (name) {
      if (now[name] !== sent[name]) { typedMeanwhile[name] = now[name]; }
    });
  }

  function bringTyped() {
    Object.keys(typedMeanwhile).forEach(function (name) {
      var field = document.querySelector("[name='" + CSS.escape(name) + "']");
      if (field) { field.value = typedMeanwhile[name]; }
    });
    typedMeanwhile = {};
  }

  /* "Why this date" panels: one open at a time, closed by Escape or a click elsewhere. */
  function closePanels(keep) {
    document.querySelectorAll("details.why[open]").forEach(function (panel) {
      if (panel !== keep) { panel.open = false; }
    });
  }

  document.addEventListener("click", function (event) {
    closePanels(event.target.closest ? event.target.closest("details.why") : null);
    if (event.target.closest && event.target.closest("[data-print]")) { window.print(); }
  });
  /* "/" leads into the search box from wherever nothing is being typed. */
  document.addEventListener("keydown", function (event) {
    var box = event.key === "/" && document.querySelector(".headline-search input");
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (!box || typing || event.ctrlKey || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    box.focus();
  });
  document.addEventListener("keydown", function (event) {
    var panel = event.key === "Escape" && document.querySelector("details.why[open]");
    if (!panel) { return; }
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-print-open]").forEach(function (part) { part.open = true; });
  });

  document.addEventListener("DOMContentLoaded", function () {
    var narrow = document.getElementById("menu-narrow");
    var summary = document.querySelector("[data-error-summary]");
    if (narrow) { narrow.checked = root.classList.contains("menu-is-narrow"); }
    if (summary) { summary.focus(); }
    document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
    prepare(document);
    document.body.addEventListener("htmx:afterSwap", function () { prepare(document); });
    document.body.addEventListener("htmx:afterSwap", bringTyped);
    document.body.addEventListener("htmx:beforeRequest", rememberSent);
    document.body.addEventListener("htmx:beforeSwap", rememberTyped);
    document.body.addEventListener("htmx:configRequest", dropEmpty);
  });
})();
