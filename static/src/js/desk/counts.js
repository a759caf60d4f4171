// The numbers above the queue, asked for again every half minute while the page is in sight. Asking keeps nobody signed
// in; when the answer is no longer the numbers (signed out, no network), the page says so and asks no more.
const EVERY_MS = 30_000;

export function keepCounts() {
  const section = document.querySelector("[data-module=tp-counts]");
  if (!section) {
    return;
  }
  const timer = window.setInterval(async () => {
    if (document.visibilityState !== "visible") {
      return;
    }
    const found = await asked(section.dataset.url);
    if (found) {
      show(section, found);
    } else {
      window.clearInterval(timer);
      section.querySelector("[data-counted]").textContent = section.dataset.stopped;
      section.querySelector("[data-changes]").textContent = section.dataset.stopped;
    }
  }, EVERY_MS);
}

async function asked(url) {
  try {
    const answer = await fetch(url, { redirect: "manual", headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function show(section, found) {
  const changes = [];
  for (const [name, one] of Object.entries(found.counts)) {
    const place = section.querySelector(`[data-count="${name}"]`);
    if (place && place.textContent !== one.number) {
      place.textContent = one.number;
      place.parentElement.classList.toggle("tp-counts__link--any", one.number !== "0");
      changes.push(`${one.text}: ${one.number}`);
    }
  }
  section.querySelector("[data-counted]").textContent = found.counted_at;
  if (changes.length) {
    section.querySelector("[data-changes]").textContent = changes.join(". ");
  }
}
