// Single keys for the queue: j and k walk from contact to contact, Enter opens (it is a link), "/" goes to the search.
// They can be switched off (WCAG 2.1.4), and the choice stays in this browser; it says nothing of any contact.
const KEPT_AS = "tp-single-keys";
const TYPED_IN = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

export function listenForKeys() {
  const help = document.querySelector("[data-module=tp-keys]");
  const box = help && help.querySelector("input");
  if (!box) {
    return;
  }
  box.checked = kept() !== "off";
  box.addEventListener("change", () => keep(box.checked ? "on" : "off"));
  help.classList.add("tp-keys--work");
  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (box.checked && isPlain && !event.target.closest(TYPED_IN) && act(event.key)) {
      event.preventDefault();
    }
  });
}

function act(key) {
  if (key === "/") {
    return focus(document.querySelector("[data-module=tp-search] [name=words]"));
  }
  const links = [...document.querySelectorAll(".tp-queue__link")];
  const at = links.findIndex((one) => one.closest("tr").contains(document.activeElement));
  if (key === "j") {
    return focus(links[at + 1] || links[at]);
  }
  return key === "k" && focus(links[Math.max(at - 1, 0)]);
}

function focus(element) {
  if (element) {
    element.focus();
  }
  return Boolean(element);
}

function kept() {
  try {
    return window.localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(choice) {
  try {
    window.localStorage.setItem(KEPT_AS, choice);
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
