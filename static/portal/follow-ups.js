// Follow-up questions that are shown while their conditions hold on the page.
//
//   <div data-shown-when='[{"questions": ["name"], "operator": "any", "values": ["no"]}]'>
//     <p class="portal-without-script">Answer if you chose No at 1.5</p> ...

import { holds } from "./answers.js";

const HAS_ERROR = ".govuk-form-group--error";

function isShown(followUp) {
  const conditions = JSON.parse(followUp.dataset.shownWhen);
  return followUp.querySelector(HAS_ERROR) !== null || conditions.every((condition) => holds(followUp.closest("form"), condition));
}

// A follow-up can stand behind another one, so: until nothing changes, at most once for each.
function show(followUps) {
  for (let round = 0; round <= followUps.length; round += 1) {
    const changed = followUps.filter((followUp) => followUp.hidden === isShown(followUp));
    if (changed.length === 0) return;
    changed.forEach((followUp) => {
      followUp.hidden = !followUp.hidden;
    });
  }
}

export function startFollowUps(root) {
  const followUps = Array.from(root.querySelectorAll("form [data-shown-when]"));
  if (followUps.length === 0) return;
  followUps.forEach((followUp) => {
    followUp.querySelectorAll(":scope > .portal-without-script").forEach((line) => line.remove());
  });
  root.addEventListener("input", () => show(followUps));
  root.addEventListener("change", () => show(followUps));
  // Going back in the browser brings answers back after the page is drawn.
  window.addEventListener("pageshow", () => show(followUps));
  show(followUps);
}
