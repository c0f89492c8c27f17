// Saves a step while somebody works on it: form[data-autosave-url].
//
// The answer to the request is JSON: {saved_at: "14:32", versions: {hidden input's name: its new value},
// conflicts: how many answers somebody else changed meanwhile, errors: [sentences], session_ends_in: seconds}.
// A refusal stops it for good and says so; pressing the form's own button shows why, with the text kept. A lost
// connection is said too, and the next thing typed tries again.

import { sayStillHere } from "./session.js";

const QUIET_MILLISECONDS = 3000;
// Browsers finish a small request even when the page is left; they refuse to do that for a large one.
const LEAVABLE_CHARACTERS = 15000;

const REFUSALS = {
  403: "Not saved. You are signed out, or you may no longer change this. Press the button to save: the next page keeps your text.",
  409: "Not saved. This can no longer be changed. Press the button to save to see why: the next page keeps your text.",
};
const OTHER_REFUSAL = "Not saved. Something went wrong. Your text is still on this page: press the button to save to try again.";
const NO_CONNECTION = "Not saved. The portal did not answer. Your text is still on this page.";

function contentOf(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function sentenceFor({ saved_at: savedAt, conflicts, errors }) {
  const sentences = errors?.length
    ? [`Not saved: ${errors.join(". ")}`, `Everything else was saved at ${savedAt}`]
    : [`Saved at ${savedAt}`];
  if (conflicts) sentences.push("An answer on this page has changed since you opened it. Press the button to save to see both");
  return sentences.join(". ");
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.inFlight = null;
    this.isStopped = false;
    this.isSubmitted = false;
    this.savedContent = contentOf(form);
    this.status = this.makeStatus();
    form.addEventListener("input", () => this.saveIn(QUIET_MILLISECONDS));
    form.addEventListener("change", () => this.saveIn(0));
    form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("pageshow", (event) => this.onShow(event));
    // Leaving by the browser's own buttons, or for another app on a phone, leaves no field first.
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  // Below the buttons: a sentence that comes while somebody presses one must not move it away from the pointer.
  makeStatus() {
    const status = document.createElement("p");
    status.className = "govuk-body portal-saved";
    status.setAttribute("role", "status");
    const buttons = Array.from(this.form.querySelectorAll(".govuk-button-group, .govuk-button[type=submit]")).pop();
    const last = buttons?.closest(".govuk-button-group") ?? buttons;
    if (last) last.after(status);
    else this.form.append(status);
    return status;
  }

  saveIn(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  async save() {
    if (this.isStopped || this.isSubmitted) return;
    if (this.inFlight) {
      await this.inFlight;
      return this.saveIn(0);
    }
    const content = contentOf(this.form);
    if (content === this.savedContent) return;
    this.inFlight = this.send(content);
    await this.inFlight;
    this.inFlight = null;
  }

  async send(content) {
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(this.form),
        credentials: "same-origin",
        redirect: "error",
        keepalive: content.length < LEAVABLE_CHARACTERS,
      });
      if (response.ok) this.onSaved(content, await response.json());
      else this.stop(REFUSALS[response.status] ?? OTHER_REFUSAL);
    } catch {
      this.say(NO_CONNECTION);
    }
  }

  onSaved(content, answer) {
    Object.entries(answer.versions ?? {}).forEach(([name, version]) => {
      const input = this.form.elements.namedItem(name);
      if (input) input.value = version;
    });
    this.savedContent = this.withVersions(content, answer.versions ?? {});
    this.say(sentenceFor(answer));
    sayStillHere(answer.session_ends_in);
  }

  // What was sent, with the new versions: only what was typed since then counts as a change.
  withVersions(content, versions) {
    const sent = new URLSearchParams(content);
    Object.entries(versions).forEach(([name, version]) => {
      if (sent.has(name)) sent.set(name, version);
    });
    return sent.toString();
  }

  stop(sentence) {
    this.isStopped = true;
    this.say(sentence);
  }

  // Said again only when it is different: every two seconds the same words would be noise.
  say(sentence) {
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  // The form goes once, and never beside a save of its own: that would be a conflict with oneself.
  onSubmit(event) {
    clearTimeout(this.timer);
    if (this.isSubmitted) return event.preventDefault();
    this.isSubmitted = true;
    if (!this.inFlight) return undefined;
    event.preventDefault();
    return this.inFlight.then(() => {
      this.isSubmitted = false;
      this.inFlight = null;
      this.form.requestSubmit(event.submitter);
    });
  }

  // Coming back by the browser's button: the page may be the old one, alive again.
  onShow(event) {
    if (event.persisted) this.isSubmitted = false;
  }
}

export function startAutosave(root) {
  root.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form));
}
