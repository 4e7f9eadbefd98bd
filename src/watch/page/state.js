// Asks the watcher for its state, again and again: each answer comes when something is new.

const HELD = 40_000; // The watcher answers after 20 seconds at the latest.
const UNSEEN = 2_000; // How often a window asks that nobody sees.
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** So long, or until the window is looked at. */
const unseen = () =>
  new Promise((done) => {
    setTimeout(done, UNSEEN);
    document.addEventListener("visibilitychange", done, { once: true });
  });

/**
 * Calls `onState` with every new state, and `onLink` with "open", "lost" or "ended".
 * A connection that is refused twice running means that the program has ended; it is tried
 * again every second, for whoever starts it again wants to go on.
 */
export async function follow(onState, onLink) {
  let version = 0;
  let failed = 0;
  let started = null;
  for (;;) {
    try {
      if (document.hidden && version) await unseen();
      const state = await ask(version);
      if (failed) onLink("open");
      failed = 0;
      if (state.started !== started) {
        started = state.started;
        version = 0;
      }
      if (state.version > version) {
        version = state.version;
        onState(state);
      }
    } catch (error) {
      failed += 1;
      onLink(failed > 2 && error.name !== "TimeoutError" ? "ended" : "lost");
      // A program that was started again counts from the beginning.
      version = 0;
      await pause(failed > 2 ? 1000 : 250);
    }
  }
}

async function ask(version) {
  // A browser has six connections to a server: windows that nobody sees hold none of them.
  const address = version && !document.hidden ? `/state?after=${version}` : "/state";
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(HELD) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
