import type { Position } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import type { Texts, Written } from '../content/text.ts';
import type { Event, Flow, Step } from '../flow/model.ts';

/** A step that was entered, and the option that led there. */
export interface Entered {
  readonly flow: string;
  readonly step: string;
  readonly option?: string;
}

/** What was noticed while a turn ran. */
export interface Watched {
  readonly release: Release;
  /** Steps in the order in which they were entered; a turn may try an answer before it takes it, so a stretch can stand twice. */
  readonly entered: readonly Entered[];
  /** Texts that were put into words, labels left out. */
  readonly said: readonly { readonly at: Position; readonly words: string }[];
}

/** The same release, watched: a turn in it is the very turn that people take. */
export const watch = (release: Release): Watched => {
  const entered: Entered[] = [];
  const said: { at: Position; words: string }[] = [];
  const labels = labelsOf(release.texts);
  const texts: Texts = {
    ...release.texts,
    fill: (locale, written, values) => {
      const words = release.texts.fill(locale, written, values);
      if (!labels.has(written)) said.push({ at: written.at, words });
      return words;
    },
  };
  const flows = new Map([...release.flows].map(([id, flow]) => [id, watchFlow(flow, entered)]));
  return { release: { ...release, flows, texts }, entered, said };
};

const watchFlow = (flow: Flow, entered: Entered[]): Flow => {
  let option: string | undefined;
  const watchStep = (step: Step): Step => {
    const { enter, receive } = step.kind;
    return {
      ...step,
      kind: {
        ...step.kind,
        enter: (spec, turning) => {
          entered.push({ flow: flow.id, step: step.id, ...(option === undefined ? {} : { option }) });
          option = undefined;
          return enter(spec, turning);
        },
        ...(receive
          ? {
              receive: (spec: unknown, event: Event, turning: Parameters<typeof enter>[1]) => {
                const move = receive(spec, event, turning);
                option = event.kind === 'pick' && move.kind === 'go' ? event.option : undefined;
                return move;
              },
            }
          : {}),
      },
    };
  };
  return { ...flow, steps: new Map([...flow.steps].map(([id, step]) => [id, watchStep(step)])) };
};

const labelsOf = ({ books }: Texts): ReadonlySet<Written> =>
  new Set(
    [...books.values()].flatMap((byName) =>
      [...byName.values()].flatMap((book) =>
        [...book.values()].flatMap(({ options }) => [...options.values()].map(({ label }) => label)),
      ),
    ),
  );
