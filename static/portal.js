// Everything that scripts add to the pages. Each page works without them.

import { initAll } from "./govuk/govuk-frontend.min.js";

initAll();
