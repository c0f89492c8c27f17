// A page of errors answers a form that was sent, and a browser that goes back to it would ask to send that form
// again. Once the form is sent anew, the page in the browser's history is one that is opened, and not sent.

export function startErrors(root) {
  if (!root.querySelector(".govuk-error-summary")) return;
  root.addEventListener("submit", () => history.replaceState(history.state, "", window.location.href));
}
