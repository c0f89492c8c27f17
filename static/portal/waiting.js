// A page that waits for something, such as a PDF: [data-refresh-url] answers {ready: true} once it is there.

const EVERY_MILLISECONDS = 2000;
const GIVE_UP_AFTER = 300;

async function isReady(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" });
    return response.ok && (await response.json()).ready === true;
  } catch {
    return false;
  }
}

async function wait(url, times) {
  if (await isReady(url)) window.location.reload();
  else if (times > 0) setTimeout(() => wait(url, times - 1), EVERY_MILLISECONDS);
}

export function startWaiting(root) {
  const waiting = root.querySelector("[data-refresh-url]");
  if (waiting) setTimeout(() => wait(waiting.dataset.refreshUrl, GIVE_UP_AFTER), EVERY_MILLISECONDS);
}
