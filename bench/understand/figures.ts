import type { Figure } from '../support/figures.ts';
import type { Result } from './trial.ts';

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10);

/** What a run is judged by. `brief` keeps to the ranking. */
export const figuresOf = (name: string, results: readonly Result[], brief = false): readonly Figure[] => {
  const ours = results.filter((r) => r.trial.ours);
  const outside = results.filter((r) => !r.trial.ours);
  const count = (of: readonly Result[], is: (r: Result) => boolean): number => of.filter(is).length;
  const figure = (what: string, value: number, unit = '%'): Figure => ({ name: `${name}: ${what}`, value, unit });
  const first = figure(
    `right answer first, of ${ours.length}`,
    percent(
      count(ours, (r) => r.place === 1),
      ours.length,
    ),
  );
  const three = figure(
    'right answer among three',
    percent(
      count(ours, (r) => r.place > 0 && r.place <= 3),
      ours.length,
    ),
  );
  if (brief) return [first, three];
  const mean = ours.reduce((sum, r) => sum + (r.place === 0 ? 0 : 1 / r.place), 0) / (ours.length || 1);
  return [
    first,
    three,
    figure('mean reciprocal rank', Math.round(mean * 1000) / 1000, 'of 1'),
    figure(
      `false accepts, of ${outside.length} outside`,
      percent(
        count(outside, (r) => r.outcome !== 'none'),
        outside.length,
      ),
    ),
    figure(
      'outside, answered outright',
      percent(
        count(outside, (r) => r.outcome === 'answer'),
        outside.length,
      ),
    ),
    figure(
      'refusals of our own',
      percent(
        count(ours, (r) => r.outcome === 'none'),
        ours.length,
      ),
    ),
    figure(
      'offered as choices',
      percent(
        count(ours, (r) => r.outcome === 'choices'),
        ours.length,
      ),
    ),
    figure(
      'answered, and wrong',
      percent(
        count(ours, (r) => r.outcome === 'answer' && r.place !== 1),
        ours.length,
      ),
    ),
  ];
};

const fileOf = (id: string): string => `content/answers/${id.replace('.', '/')}.yaml`;

/** The worst mistakes, each with the file whose examples or key words should be richer. */
export const confusions = (results: readonly Result[], most: number): readonly string[] => {
  const bad = results
    .map((r) => ({ r, cost: costOf(r) }))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost)
    .slice(0, most);
  return bad.map(({ r }) => {
    const { question, ours } = r.trial;
    const got = r.ranked.slice(0, 3).join(', ');
    const mend = ours ? fileOf(question.intent) : 'outside: the answers for what we do not cover, or `idle` words';
    return `${r.outcome} ${r.confidence.toFixed(2)}, place ${r.place || '-'}: "${question.text}" → ${got}\n    mend ${mend}`;
  });
};

/** How bad a result is: a sure wrong answer is worst, then a question of ours refused, then a right answer far down. */
const costOf = ({ trial, outcome, place, confidence }: Result): number => {
  if (!trial.ours) return outcome === 'none' ? 0 : 1 + confidence;
  if (place === 1) return outcome === 'none' ? 0.5 : 0;
  return (outcome === 'answer' ? 1 + confidence : 0.6) + (place === 0 || place > 3 ? 0.5 : 0);
};
