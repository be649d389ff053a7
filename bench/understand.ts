import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadRelease } from '../src/content/load.ts';
import type { Release } from '../src/content/release.ts';
import { createIndex } from '../src/content/search/index.ts';
import { createSearch, weigh } from '../src/content/search/search.ts';
import { COVERED, MIX, RIGHT, THRESHOLDS } from '../src/content/search/tuned.ts';
import { readTree } from '../src/content/tree.ts';
import { readCommand } from '../src/dialog/command.ts';
import { type Figure, printFigure } from './support/figures.ts';
import { wholeOf } from './support/options.ts';
import { crowd } from './understand/crowd.ts';
import { confusions, figuresOf } from './understand/figures.ts';
import { foldsOf, type Question, readQuestions } from './understand/questions.ts';
import { resultOf, type Trial, type Tuning, tune } from './understand/trial.ts';
import { writeTuned } from './understand/write.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    fit: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});
const seed = wholeOf('seed', values.seed, 0);
const FOLDS = 5;

/** How long a message takes, each asked three times; the first round warms up. */
const paceOf = (release: Release, questions: readonly Question[]): readonly Figure[] => {
  const { find } = createSearch(release);
  const times: number[] = [];
  for (let round = 0; round < 4; round++)
    for (const { text } of questions) {
      const start = performance.now();
      find(text);
      if (round > 0) times.push(performance.now() - start);
    }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((times[Math.floor(share * times.length)] ?? 0) * 100) / 100;
  return [
    { name: `a message with ${release.answers.size} answers, half of them under`, value: at(0.5), unit: 'ms' },
    { name: `a message with ${release.answers.size} answers, 95 of 100 under`, value: at(0.95), unit: 'ms' },
  ];
};

const main = (): void => {
  const questions = readQuestions();
  const { release } = loadRelease(readTree('.'));
  if (!release) throw new Error('the content of this repository cannot be loaded');
  const started = performance.now();
  const index = createIndex(release);
  const compiling = performance.now() - started;
  const covers = new Set(index.subjects.filter((s) => s.kind === 'answer').map((s) => s.id));
  const trial = (question: Question): Trial => ({
    question,
    weighed: weigh(index, question.text),
    command: readCommand(release, question.text, release.settings.default) !== undefined,
    ours: covers.has(question.intent),
  });
  // Questions whose answer is not written yet are left out, so that they do not pass for being outside.
  const trials = questions.filter((q) => covers.has(q.intent) || q.intent.startsWith('oos.')).map(trial);
  const others = readFileSync(new URL('./understand/outside.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text, i) => trial({ id: `o${i}`, text, lang: '', topic: '', intent: '', parent: `o${i}` }));
  const tuned: Tuning = {
    mix: MIX,
    right: RIGHT,
    covered: COVERED,
    answer: THRESHOLDS.answer,
    from: THRESHOLDS.covered,
  };
  const results = trials.map((t) => resultOf(index, t, tuned));
  const folds = foldsOf(
    trials.map((t) => t.question),
    FOLDS,
    seed,
  );
  const crossed = Array.from({ length: FOLDS }, (_, fold) => {
    const tuning = tune(
      index,
      trials.filter((_, at) => folds[at] !== fold),
      others,
      MIX,
    );
    return trials.filter((_, at) => folds[at] === fold).map((t) => resultOf(index, t, tuning));
  }).flat();
  const figures: readonly Figure[] = [
    { name: 'questions scored', value: trials.length, unit: 'questions' },
    { name: 'answers', value: covers.size, unit: 'answers' },
    ...figuresOf('cross-validated', crossed),
    ...figuresOf('as shipped', results),
    ...['lang', 'topic'].flatMap((by) =>
      [...new Set(trials.filter((t) => t.ours).map((t) => t.question[by as 'lang' | 'topic']))]
        .sort()
        .flatMap((value) =>
          figuresOf(
            `${by} ${value}`,
            results.filter((r) => r.trial.ours && r.trial.question[by as 'lang' | 'topic'] === value),
            true,
          ),
        ),
    ),
    ...[release, crowd(release, 150, seed), crowd(release, 1500, seed)].flatMap((one) => paceOf(one, questions)),
    { name: 'compiling the index', value: Math.round(compiling), unit: 'ms' },
  ];
  for (const figure of figures) printFigure(figure, values.json);
  if (values.fit) writeTuned(tune(index, trials, others, MIX));
  if (!values.json)
    process.stdout.write(`\n${confusions(crossed, values.all ? Number.POSITIVE_INFINITY : 25).join('\n')}\n`);
};

main();
