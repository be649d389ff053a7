/** One line of a Dockerfile: the word it starts with and what follows, continued lines joined. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

export interface Stage {
  readonly base: string;
  readonly name: string;
  readonly steps: readonly Instruction[];
}

/** The stages in their order. Throws on what is no instruction. */
export const parseDockerfile = (text: string): readonly Stage[] => {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n');
  const stages: { base: string; name: string; steps: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === '') throw new Error(`no instruction: ${line}`);
    const [base = '', , alias = String(stages.length)] = rest.split(/\s+/);
    if (name === 'FROM') stages.push({ base, name: alias, steps: [] });
    else stages.at(-1)?.steps.push({ name, rest });
  }
  return stages;
};

/** A command as a list of words: `["node", "x"]` as it stands, anything else for a shell. */
export const commandOf = (rest: string): readonly string[] =>
  rest.startsWith('[') ? (JSON.parse(rest) as string[]) : ['sh', '-c', rest];

/** The value of the last instruction of this name. */
export const lastOf = (stage: Stage, name: string): string | undefined =>
  stage.steps.findLast((step) => step.name === name)?.rest;

/** `NAME=value` of every ENV line. */
export const environmentOf = (stage: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stage.steps
      .filter((step) => step.name === 'ENV')
      .map(({ rest }) => [rest.split('=')[0], rest.slice(rest.indexOf('=') + 1)]),
  );
