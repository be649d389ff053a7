/** Milliseconds of the processor that this process has used: a busy machine adds nothing to them. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
