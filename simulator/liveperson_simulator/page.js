// Replaces the content only if it has changed, so the page does not flicker and a selection stays.
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch("/", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [now, next] = [document.querySelector("main"), page.querySelector("main")];
    if (next && now.innerHTML !== next.innerHTML) now.innerHTML = next.innerHTML;
    document.title = page.title;
  } catch {
    document.title = "LivePerson simulator (not running)";
  }
}, 1500);
