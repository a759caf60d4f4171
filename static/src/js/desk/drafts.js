// What is being typed is kept as it is typed, so that a sign-out after a quiet while loses nothing.
const PAUSE_MS = 2000;

function save(address, area) {
  const body = new URLSearchParams();
  body.set("csrfmiddlewaretoken", area.form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("field", area.dataset.draft);
  body.set("text", area.value);
  return fetch(address, { method: "POST", credentials: "same-origin", redirect: "manual", keepalive: true, body });
}

export function keepDrafts() {
  const place = document.querySelector("[data-drafts]");
  if (!place) {
    return;
  }
  for (const area of place.querySelectorAll("[data-draft]")) {
    let waiting = 0;
    area.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => save(place.dataset.drafts, area).catch(() => {}), PAUSE_MS);
    });
    // What is sent is not to be kept a moment later.
    area.form.addEventListener("submit", () => window.clearTimeout(waiting));
  }
}
