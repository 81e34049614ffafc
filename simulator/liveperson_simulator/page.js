// Replaces the content when it has changed, so that nothing flickers and a selection survives a quiet second.
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
