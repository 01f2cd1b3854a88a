// Links between our pages (class k-link or k-mark-link) change the address and tell Streamlit as
// the browser's Back button does, so that the page changes without being loaded anew.
if (!window.kpisFollowsLinks) {
  window.kpisFollowsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.k-link, a.k-mark-link");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("h1")?.scrollIntoView({ block: "end" });
  });
}
