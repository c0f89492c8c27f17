// Everything that scripts add to the pages. Each page works without them.

import { initAll } from "./govuk/govuk-frontend.min.js";
import { startAutosave } from "./portal/autosave.js";
import { startErrors } from "./portal/errors.js";
import { startExplanations } from "./portal/explanations.js";
import { startFollowUps } from "./portal/follow-ups.js";
import { startSessionWarning } from "./portal/session.js";
import { startWaiting } from "./portal/waiting.js";

initAll();
startFollowUps(document);
startExplanations(document);
startAutosave(document);
startErrors(document);
startSessionWarning(document);
startWaiting(document);
