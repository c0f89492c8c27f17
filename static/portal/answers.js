// What is chosen or typed on a form right now.

const HIDDEN_FOLLOW_UP = "[data-shown-when][hidden]";

// The values of a question, as texts. A question that is not shown counts as blank.
export function valuesOf(form, name) {
  return Array.from(form.elements)
    .filter((input) => input.name === name && !input.closest(HIDDEN_FOLLOW_UP))
    .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
    .map((input) => input.value.trim())
    .filter((value) => value !== "");
}

function isOver(value, amount) {
  const pounds = Number(value.replace(/[£,\s]/g, ""));
  return Number.isFinite(pounds) && pounds > amount;
}

// Whether one condition holds: {questions, operator: "any", values} or {questions, operator: "over", amount}.
export function holds(form, condition) {
  return condition.questions
    .flatMap((name) => valuesOf(form, name))
    .some((value) =>
      condition.operator === "over" ? isOver(value, condition.amount) : condition.values.includes(value),
    );
}
