// Warns before a session ends: body[data-session-ends-in] in seconds, [data-stay-url], [data-sign-in-url].

const WARNING_SECONDS = 300;
const CHANNEL = "portal-session";

// Every request makes the session longer, those of other tabs too.
const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
let warning = null;

// A request of this page has just succeeded, and the session ends in so many seconds now. They become fewer near
// the end of the longest time that anybody stays signed in.
export function sayStillHere(seconds) {
  warning?.restart(seconds);
  channel?.postMessage(seconds);
}

class SessionWarning {
  constructor(body) {
    this.seconds = Number(body.dataset.sessionEndsIn);
    this.stayUrl = body.dataset.stayUrl;
    this.signInUrl = body.dataset.signInUrl;
    this.dialog = this.makeDialog();
    body.append(this.dialog);
    this.restart();
    channel?.addEventListener("message", (event) => this.restart(event.data));
    setInterval(() => this.look(), 1000);
  }

  makeDialog() {
    const dialog = document.createElement("dialog");
    dialog.className = "portal-dialog";
    dialog.setAttribute("aria-labelledby", "session-heading");
    dialog.setAttribute("aria-describedby", "session-text");
    dialog.innerHTML = `
      <h2 class="govuk-heading-m" id="session-heading"></h2>
      <p class="govuk-body" id="session-text"></p>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button">Stay signed in</button>
        <a class="govuk-link" target="_blank" hidden>Sign in (opens in a new tab)</a>
        <button type="button" class="portal-link-button govuk-link govuk-body">Close</button>
      </div>`;
    [this.stayButton, this.closeButton] = dialog.querySelectorAll("button");
    this.signInLink = dialog.querySelector("a");
    this.signInLink.href = this.signInUrl;
    this.stayButton.addEventListener("click", () => this.stay());
    this.closeButton.addEventListener("click", () => dialog.close());
    return dialog;
  }

  restart(seconds) {
    this.seconds = seconds ?? this.seconds;
    this.endsAt = Date.now() + this.seconds * 1000;
    this.warnAt = this.endsAt - Math.min(WARNING_SECONDS, this.seconds / 2) * 1000;
    this.isWarned = false;
    this.isEnded = false;
    if (this.dialog.open) this.dialog.close();
  }

  look() {
    if (!this.isEnded && Date.now() >= this.endsAt) this.sayEnded();
    else if (!this.isWarned && Date.now() >= this.warnAt) this.warn();
  }

  warn() {
    this.isWarned = true;
    const minutes = Math.max(1, Math.round((this.endsAt - Date.now()) / 60000));
    this.open(
      "You will be signed out soon",
      `You have not done anything for a while. You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
    );
  }

  sayEnded() {
    this.isWarned = true;
    this.isEnded = true;
    this.open(
      "You have been signed out",
      "What you typed on this page is still here. Copy what is not saved yet, then sign in again.",
    );
  }

  open(heading, text) {
    this.dialog.querySelector("h2").textContent = heading;
    this.dialog.querySelector("p").textContent = text;
    this.stayButton.hidden = this.isEnded;
    this.signInLink.hidden = !this.isEnded;
    if (!this.dialog.open) this.dialog.showModal();
  }

  async stay() {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(this.stayUrl, {
        method: "POST",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      if (!response.ok) return this.sayEnded();
      return sayStillHere((await response.json()).session_ends_in);
    } catch {
      return this.dialog.querySelector("p").append(" The portal did not answer. Try again.");
    }
  }
}

export function startSessionWarning(root) {
  if (!root.body.dataset.sessionEndsIn) return;
  warning = new SessionWarning(root.body);
  channel?.postMessage(warning.seconds);
}
