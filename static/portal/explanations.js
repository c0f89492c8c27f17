// The explanation of an answer: open on the answers that ask for one, otherwise behind a button.
//
//   <div data-explanation data-explain-for='["no"]' data-field="name of the answer's inputs"> label and textarea </div>

import { valuesOf } from "./answers.js";

// The words of the question, or of the explanation's own label when the question has no input on this page.
function questionOf(form, name, textarea) {
  const input = Array.from(form.elements).find((candidate) => [name, `${name}-day`].includes(candidate.name));
  const start = input?.closest(".govuk-date-input") ?? input ?? textarea;
  return start.closest(".govuk-form-group").querySelector("legend, label").textContent.trim();
}

class Explanation {
  constructor(wrapper) {
    this.wrapper = wrapper;
    this.form = wrapper.closest("form");
    this.textarea = wrapper.querySelector("textarea");
    this.explainFor = JSON.parse(wrapper.dataset.explainFor || "[]");
    this.isOpenedByHand = false;
    this.content = document.createElement("div");
    this.content.append(...wrapper.childNodes);
    this.button = this.makeButton();
    wrapper.append(this.button, this.content);
    this.show();
  }

  makeButton() {
    const about = document.createElement("span");
    about.className = "govuk-visually-hidden";
    about.textContent = ` of: ${questionOf(this.form, this.wrapper.dataset.field, this.textarea)}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "portal-link-button govuk-link govuk-body";
    button.append("Add an explanation", about);
    button.addEventListener("click", () => this.openByHand());
    return button;
  }

  openByHand() {
    this.isOpenedByHand = true;
    this.show();
    this.textarea.focus();
  }

  mustBeOpen() {
    return (
      this.isOpenedByHand ||
      this.textarea.value.trim() !== "" ||
      document.activeElement === this.textarea ||
      this.wrapper.querySelector(".govuk-form-group--error") !== null ||
      valuesOf(this.form, this.wrapper.dataset.field).some((value) => this.explainFor.includes(value))
    );
  }

  show() {
    this.content.hidden = !this.mustBeOpen();
    this.button.hidden = !this.content.hidden;
  }
}

export function startExplanations(root) {
  const explanations = Array.from(root.querySelectorAll("form [data-explanation]"), (wrapper) => new Explanation(wrapper));
  if (explanations.length === 0) return;
  const showAll = () => explanations.forEach((explanation) => explanation.show());
  // Leaving an emptied explanation hides nothing: what is below would move away from the pointer that left it.
  root.addEventListener("change", (event) => event.target.closest("[data-explanation]") || showAll());
  // Going back in the browser brings answers back after the page is drawn.
  window.addEventListener("pageshow", showAll);
}
