const TELL_EACH_MS = 60_000;

/** Tells on stderr how much of a long run is done: called again and again, it says a line a minute. */
export const createProgress = (name: string, all: number, unit: string): ((done: number) => void) => {
  const begun = performance.now();
  let minutes = 0;
  return (done) => {
    const now = Math.floor((performance.now() - begun) / TELL_EACH_MS);
    if (now === minutes) return;
    minutes = now;
    process.stderr.write(`${name}: ${done} of ${all} ${unit} after ${minutes} min\n`);
  };
};
