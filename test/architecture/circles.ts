type Loads = ReadonlyMap<string, readonly string[]>;

/** Each circle once, written from its first file in the alphabet back to it. */
export const circlesOf = (loads: Loads): readonly string[] => {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) found.add(nameOf(path.slice(at)));
    if (at !== -1 || done.has(file)) return;
    for (const next of loads.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of loads.keys()) visit(file, []);
  return [...found];
};

const nameOf = (circle: readonly string[]): string => {
  const first = circle.indexOf([...circle].sort()[0] ?? '');
  const turned = [...circle.slice(first), ...circle.slice(0, first)];
  return [...turned, turned[0]].join(' → ');
};
