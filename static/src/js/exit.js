// The way out: the page is blank at once, the erasing is on its way, and the address is replaced, so that the page
// someone left is not the one that "back" leads to.
function leave(form, exitUrl) {
  document.documentElement.classList.add("tp-left");
  fetch(form.action, {
    method: "POST",
    keepalive: true,
    credentials: "same-origin",
    redirect: "manual",
  }).catch(() => {});
  window.location.replace(exitUrl);
}

export function prepareExit() {
  const section = document.querySelector("[data-module=tp-exit]");
  const form = section && section.querySelector("form");
  if (form && section.dataset.exitUrl) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave(form, section.dataset.exitUrl);
    });
  }
  window.addEventListener("pageshow", (event) => {
    document.documentElement.classList.remove("tp-left");
    // A page that nobody keeps is not to come back from the browser's own memory either.
    if (event.persisted && document.body.classList.contains("tp-neutral")) {
      window.location.reload();
    }
  });
}
