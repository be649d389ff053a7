// Loaded before a server: makes it fail as a bug in the middle of a turn would, with everything in the error that must not get out.
const planted = process.env.PLANTED ?? '';
const bug = (kind) =>
  Object.assign(new kind(`${planted}\n    at ${planted} (file:///${planted}:1:1)`), {
    code: planted,
    input: planted,
    request: { headers: { authorization: planted }, body: planted },
    cause: new Error(planted),
  });

process.on('SIGWINCH', () => {
  // The second comes while the first is being dealt with.
  setImmediate(() => {
    throw bug(TypeError);
  });
  setImmediate(() => {
    if (process.env.PLANTED_TWICE) Promise.reject(bug(RangeError));
    if (process.env.PLANTED_TEXT) throw planted;
  });
});
