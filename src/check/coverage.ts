import { warning } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import type { StepKind } from '../flow/kind.ts';
import type { Flow, Step } from '../flow/model.ts';
import { rehearseTalk } from './rehearse.ts';
import type { Rule } from './rule.ts';

type Mark = (flow: string, step: string, option?: string) => void;

/** A kind of step that tells when it is entered, and by which option it is left. */
const watchedKind = (kind: StepKind, mark: Mark): StepKind => {
  const { receive } = kind;
  return {
    ...kind,
    enter: (spec, turn) => {
      mark(turn.flow, turn.step);
      return kind.enter(spec, turn);
    },
    ...(receive && {
      receive: (spec, event, turn) => {
        const move = receive(spec, event, turn);
        if (event.kind === 'pick' && move.kind !== 'again') mark(turn.flow, turn.step, event.option);
        return move;
      },
    }),
  };
};

const watchedFlow = (flow: Flow, mark: Mark): Flow => ({
  ...flow,
  steps: new Map([...flow.steps].map(([id, step]) => [id, { ...step, kind: watchedKind(step.kind, mark) }])),
});

/** Steps and options that the talks come to, each as `flow step` or `flow step option`. */
const covered = (release: Release): ReadonlySet<string> => {
  const seen = new Set<string>();
  const mark: Mark = (...names) => seen.add(names.filter((name) => name !== undefined).join(' '));
  const watched: Release = {
    ...release,
    flows: new Map([...release.flows].map(([id, flow]) => [id, watchedFlow(flow, mark)])),
  };
  for (const file of release.talks.filter(({ flow }) => release.flows.has(flow)))
    for (const talk of file.talks) rehearseTalk(watched, file, talk);
  return seen;
};

/** Options of a step that lead somewhere in its flow; global words are the program's own. */
const optionsOf = (step: Step): readonly string[] => {
  const saved = step.kind.saves(step.spec);
  if (saved?.kind === 'choice') return saved.options;
  return step.kind.exits(step.spec).flatMap(({ option }) => option ?? []);
};

export const uncovered: Rule = {
  name: 'uncovered',
  why: 'no example conversation would notice if this went wrong',
  onlySound: true,
  onlyAsked: true,
  check: (release, report) => {
    const seen = covered(release);
    for (const flow of release.flows.values())
      for (const step of flow.steps.values()) {
        const hint = `add a talk to flows/${flow.id}.talk.yaml`;
        if (!seen.has(`${flow.id} ${step.id}`))
          report(warning(step.at, 'uncovered', `no talk comes to "${step.id}"`, hint));
        else
          for (const option of optionsOf(step))
            if (!seen.has(`${flow.id} ${step.id} ${option}`))
              report(
                warning(
                  step.kind.exits(step.spec).find((exit) => exit.option === option)?.at ?? step.at,
                  'uncovered',
                  `no talk takes the option "${option}" of "${step.id}"`,
                  hint,
                ),
              );
      }
  },
};
