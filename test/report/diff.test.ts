import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../src/report/diff/diff.ts';
import type { Difference } from '../../src/report/diff/difference.ts';
import { differenceMarkdown, differenceText } from '../../src/report/diff/write.ts';
import { reworded, sentencesOf } from '../../src/report/sentences.ts';
import { FOREIGN, filesOf, releaseOf, withFile } from '../support/repository.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const files = filesOf(FOREIGN);
const LOANS = 'content/facts/library/loan.yaml';

/** What people see differently when these files are changed, one replacement each. */
const changed = (...changes: readonly (readonly [file: string, from: string, to: string])[]): Difference => {
  const after = changes.reduce(
    (all, [file, from, to]) =>
      withFile(all, file, (text) => {
        expect(text).toContain(from);
        return text.replace(from, to);
      }),
    files,
  );
  return differenceOf(releaseOf(files), releaseOf(after), NOW);
};

const EMPTY: Difference = {
  day: '2026-03-01',
  answers: [],
  messages: [],
  appeared: [],
  routes: [],
  options: [],
  facts: [],
  rechecked: [],
  dates: [],
  places: [],
  unfinished: [],
};

describe('sentences', () => {
  test('are told apart by what ends them in the language, and by lines', () => {
    expect(sentencesOf('¿Vienes? Sí. El 3.5 % va aparte.\n• Uno\n\n• Dos', 'es')).toEqual([
      '¿Vienes?',
      'Sí.',
      'El 3.5 % va aparte.',
      '• Uno',
      '• Dos',
    ]);
  });

  test('that differ are found where they stand, each place by itself', () => {
    expect(reworded('One. Two. Three. Four.', 'One. 2. Three. Four. Five.', 'en')).toEqual([
      { gone: ['Two.'], came: ['2.'] },
      { gone: [], came: ['Five.'] },
    ]);
    expect(reworded('One.  Two.', 'One. Two.', 'en')).toEqual([]);
    expect(reworded('', 'One. Two.', 'en')).toEqual([{ gone: [], came: ['One.', 'Two.'] }]);
    expect(reworded('One. Two.', 'Two. One.', 'en')).toHaveLength(2);
  });
});

describe('what people see differently', () => {
  test('is nothing between the same', () => {
    expect(changed()).toEqual(EMPTY);
    expect(differenceText(EMPTY)).toBe('Nobody sees anything differently on 2026-03-01.\n');
    expect(differenceMarkdown(EMPTY)).toBe('Nobody sees anything differently on 2026-03-01.\n');
  });

  test('is nothing when only comments and lines move', () => {
    expect(
      changed(
        ['flows/late-book.yaml', 'start: age', '# by age\n\nstart: age'],
        [LOANS, 'days:\n', '# how long\ndays:\n'],
      ),
    ).toEqual(EMPTY);
  });

  test('a fact: the answers that say it, by language and channel, and what holds now', () => {
    const { answers, facts, messages, routes, dates } = changed([LOANS, 'value: 21,', 'value: 28,']);
    expect(answers.map(({ gone, came, locale, media, where }) => [locale, media, gone, came, where])).toEqual([
      [
        'en',
        ['telegram', 'whatsapp'],
        ['A loan lasts 21 days.'],
        ['A loan lasts 28 days.'],
        [{ id: 'library.card', paths: 1 }],
      ],
      ['en', ['sms'], ['Loans: 21 days.'], ['Loans: 28 days.'], [{ id: 'library.card', paths: 1 }]],
      [
        'es',
        ['telegram', 'whatsapp', 'sms'],
        ['El préstamo dura 21 días.'],
        ['El préstamo dura 28 días.'],
        [{ id: 'library.card', paths: 1 }],
      ],
    ]);
    expect(facts).toEqual([
      {
        id: 'library.loan.days',
        change: 'changed',
        gone: ['2026-01-01 to …: 21 days (lib-rules)'],
        came: ['2026-01-01 to …: 28 days (lib-rules)'],
      },
    ]);
    expect([messages, routes, dates]).toEqual([[], [], []]);
  });

  test('a sentence: once, however many paths lead to it and whatever their figures are', () => {
    const { messages, answers } = changed([
      'content/texts/en/late-book.yaml',
      'You owe {{owed}}.',
      'Please pay {{owed}}.',
    ]);
    expect(answers).toEqual([]);
    expect(messages).toHaveLength(1);
    const [one] = messages;
    expect(one).toMatchObject({
      locale: 'en',
      media: ['telegram', 'whatsapp', 'sms'],
      where: [{ id: 'late-book/owes' }],
    });
    expect(one?.paths).toBeGreaterThan(3);
    expect(one?.otherFigures).toBeGreaterThan(1);
    expect([one?.gone[0], one?.came[0]]).toEqual([
      expect.stringMatching(/^You owe [\d.]+ euros?\.$/),
      expect.stringMatching(/^Please pay [\d.]+ euros?\.$/),
    ]);
  });

  test('a figure worked out by a rate: one change, with the figures of the other paths left out', () => {
    const { messages } = changed([LOANS, 'value: 0.20', 'value: 0.30']);
    expect(new Set(messages.map(({ locale }) => locale))).toEqual(new Set(['en', 'es']));
    for (const { gone, came } of messages) expect(gone[0]?.replace(/[\d.]+/, '')).toBe(came[0]?.replace(/[\d.]+/, ''));
  });

  test('a way that leads elsewhere, by the answers that lead there', () => {
    const { routes, messages } = changed([
      'flows/late-book.yaml',
      'age < 18 && days_late < 3',
      'age < 21 && days_late < 3',
    ]);
    expect(routes).toEqual([
      {
        at: 'late-book/days_late',
        answers: expect.arrayContaining(['"2"']),
        before: 'late-book/owes',
        after: 'late-book/forgiven',
        paths: expect.any(Number),
      },
    ]);
    expect(routes[0]?.answers).not.toContain('"3"');
    expect(messages).toEqual([]);
  });

  test('a choice that is gone, one that is new, and one that is called otherwise', () => {
    const { options, messages } = changed(
      ['flows/shelves.yaml', 'copies, menu] }\n  copies:', 'language, menu] }\n  copies:'],
      ['content/texts/en/shelves.yaml', 'again: Another shelf', 'again: Look on'],
    );
    expect(options).toEqual([
      { at: 'shelves/shelf', option: 'copies', change: 'gone', paths: expect.any(Number) },
      { at: 'shelves/shelf', option: 'language', change: 'new', paths: expect.any(Number) },
    ]);
    expect(messages.filter(({ gone }) => gone.length > 0)).toMatchObject([
      { gone: ['[Another shelf]'], came: ['[Look on]'], where: [{ id: 'shelves/shelf' }] },
    ]);
  });

  test('a step, a flow, an answer and a language that are new', () => {
    const { appeared, messages, routes } = changed(
      ['flows/shelves.yaml', 'no-copies: {', 'closed: { say: ~, options: [menu] }\n  no-copies: {'],
      ['flows/shelves.yaml', 'novel, crime', 'maps, novel, crime'],
      ['flows/shelves.yaml', 'next: shelf', `next: [{ when: "genre == 'maps'", to: closed }, { to: shelf }]`],
      ['content/texts/en/shelves.yaml', 'no-copies:', 'closed: The map room is closed.\nno-copies:'],
      ['content/texts/es/shelves.yaml', 'no-copies:', 'closed: La sala de mapas no abre.\nno-copies:'],
      ['content/texts/en/shelves.yaml', 'novel: Novels', 'novel: Novels\n    maps: Maps'],
      ['content/texts/es/shelves.yaml', 'options:\n', 'options:\n    maps: Mapas\n'],
    );
    expect(appeared).toEqual([
      {
        what: 'step',
        id: 'shelves/closed',
        change: 'new',
        says: { en: 'The map room is closed.', es: 'La sala de mapas no abre.' },
      },
    ]);
    expect([messages, routes]).toEqual([[], []]);

    const more = withFile(
      withFile(
        files,
        'flows/opening.yaml',
        () => 'start: hours\nsteps:\n  hours: { show: library.card, options: [menu] }\n',
      ),
      'content/answers/library/hours.yaml',
      () =>
        'examples: { en: [When?], es: [¿Cuándo?] }\nkeywords: { en: [], es: [] }\ntext: { en: "{{fact.library.loan.hint}}.", es: "{{fact.library.loan.hint}}." }\nreviewed: 2026-01-10\n',
    );
    expect(differenceOf(releaseOf(files), releaseOf(more), NOW).appeared).toEqual([
      { what: 'answer', id: 'library.hours', change: 'new', says: { en: 'Ring twice.', es: 'Toca dos veces.' } },
      { what: 'flow', id: 'opening', change: 'new', says: {} },
    ]);
    expect(
      differenceOf(releaseOf(more), releaseOf(files), NOW).appeared.map(({ what, change }) => [what, change]),
    ).toEqual([
      ['answer', 'gone'],
      ['flow', 'gone'],
    ]);
  });

  test('a step that only has another name is no change', () => {
    const renamed = (text: string): string => text.replaceAll(/\bshelf\b/g, 'place');
    const after = ['flows/shelves.yaml', 'content/texts/en/shelves.yaml', 'content/texts/es/shelves.yaml'].reduce(
      (all, file) => withFile(all, file, (text) => renamed(text).replace(/shelf of|place of/g, 'shelf of')),
      files,
    );
    const moved = withFile(after, 'flows/shelves.yaml', (text) => `${text}moved: { shelf: place }\n`);
    const words = withFile(moved, 'content/texts/en/shelves.yaml', (text) =>
      text.replaceAll(/(?<!^)\bplace\b(?!:)/gm, 'shelf'),
    );
    const { appeared, routes, options } = differenceOf(releaseOf(files), releaseOf(words), NOW);
    expect([appeared, routes, options]).toEqual([[], [], []]);
  });

  test('a fact that was only looked up again', () => {
    const again = withFile(files, LOANS, (text) => text.replaceAll('checked: 2026-01-10', 'checked: 2026-02-20'));
    const difference = differenceOf(releaseOf(files), releaseOf(again), NOW);
    expect(difference.rechecked).toMatchObject([{ file: LOANS, from: '2026-01-10', to: '2026-02-20' }]);
    expect(difference.rechecked[0]?.facts).toHaveLength(6);
    expect({ ...difference, rechecked: [] }).toEqual(EMPTY);
    const first = changed([
      LOANS,
      'value: 14, source: lib-rules, checked: 2026-01-10',
      'value: 14, source: lib-rules, checked: 2026-02-20',
    ]);
    expect(first.rechecked).toEqual([
      { file: LOANS, facts: ['library.loan.days'], from: '2026-01-10', to: '2026-02-20' },
    ]);
  });

  test.each([
    ['what it counts', 'unit: days', 'unit: times', '14 times'],
    [
      'when it was checked',
      'value: 14, source: lib-rules, checked: 2026-01-10',
      'value: 14, source: lib-rules, checked: 2026-02-20',
      '20 Feb 2026',
    ],
    ['where its days begin', 'unit: days', 'unit: days\n  zone: Pacific/Kiritimati', '21 days'],
  ])('a fact of a flow that is changed in %s alone', (_, from, to, said) => {
    const told = ['en', 'es'].reduce(
      (all, locale) =>
        withFile(all, `content/texts/${locale}/shelves.yaml`, (text) =>
          text.replace(
            /shelf: \{ text: "/,
            'shelf: { text: "{{fact.library.loan.days}}, {{checked.library.loan.days}}. ',
          ),
        ),
      // The new value begins tomorrow, which is today in the far east.
      withFile(files, LOANS, (text) => text.replace('2025-12-31', '2026-03-01').replace('2026-01-01', '2026-03-02')),
    );
    const { messages } = differenceOf(
      releaseOf(told),
      releaseOf(withFile(told, LOANS, (text) => text.replace(from, to))),
      NOW,
    );
    expect(messages.filter(({ locale }) => locale === 'en')).toMatchObject([
      { where: [{ id: 'shelves/shelf' }], came: [expect.stringContaining(said)] },
    ]);
  });

  test('a coming day on which it changes otherwise', () => {
    const { dates, facts } = changed([LOANS, 'until: 2026-12-31', 'until: 2027-06-30']);
    expect(dates.map(({ day, kind, gone, came }) => [day, kind, gone.length > 0, came.length > 0])).toEqual([
      ['2027-01-01', 'change', true, false],
      ['2027-01-01', 'end', true, false],
      ['2027-07-01', 'change', false, true],
      ['2027-07-01', 'end', false, true],
    ]);
    expect(facts).toHaveLength(1);
  });

  test('places and prices', () => {
    const { places } = changed(
      ['content/places/branches.csv', '40.', '41.'],
      ['content/quotes/copies.csv', '144.00 USD', '145.00 USD'],
    );
    expect(places).toEqual([
      {
        id: expect.stringMatching(/^branches /),
        change: 'changed',
        gone: [expect.stringMatching(/^position: 40/)],
        came: [expect.stringMatching(/^position: 41/)],
      },
      { id: 'prices town-copies', change: 'changed', gone: ['1 price of 2026-02-20'], came: ['1 price of 2026-02-20'] },
    ]);
  });

  test.each([
    ['a unit', 'content/texts/en/units.yaml', 'euros', 'EUR', 'late-book/owes'],
    [
      'what the program itself says',
      'content/texts/en/system.yaml',
      'back-none: "',
      'back-none: "Sorry. ',
      'system/back-none',
    ],
    [
      'a row of a table',
      'content/tables/library/renewals.yaml',
      'renewals_child',
      'renewals_adult',
      'late-book/forgiven',
    ],
  ])('%s', (_, file, from, to, where) => {
    const { messages } = changed([file, from, to]);
    expect(messages.flatMap((one) => one.where.map(({ id }) => id))).toContain(where);
  });
});

describe('is written', () => {
  const difference = changed(
    [LOANS, 'value: 21,', 'value: 28,'],
    ['flows/late-book.yaml', 'age < 18 && days_late < 3', 'age < 21 && days_late < 3'],
    ['content/texts/en/late-book.yaml', 'You owe {{owed}}.', 'Please pay {{owed}}.'],
  );

  test('for a terminal', () => {
    const text = differenceText(difference);
    expect(text).toMatch(/^What people see differently on 2026-03-01\n\nANSWERS\n {2}1 answer changes in one sentence/);
    expect(text).toContain(
      '  1 answer changes in one sentence (en: sms)\n    library.card\n    - Loans: 21 days.\n    + Loans: 28 days.\n',
    );
    expect(text).toMatch(
      /\n {2}\d+ paths change in one sentence \(en: telegram, whatsapp, sms\)\n {4}late-book\/owes \d+×\n {4}and in \d+ more cases with other figures\n {4}- You owe/,
    );
    expect(text).toMatch(
      /\n {2}\d+ paths? leads? to late-book\/forgiven, not to late-book\/owes\n {4}from late-book\/days_late, answered "/,
    );
    expect(text).not.toContain('`');
  });

  test('as Markdown, which no word of the content can break', () => {
    const markdown = differenceMarkdown(difference);
    expect(markdown).toMatch(/^## What people see differently on 2026-03-01\n\n### Answers\n/);
    expect(markdown).toContain(
      '- 1 answer changes in one sentence (en: sms)  \n  `library.card`\n\n  ```diff\n  - Loans: 21 days.\n  + Loans: 28 days.\n  ```\n',
    );
    const evil = changed(['content/texts/en/late-book.yaml', 'You owe', '```<b>You owe']);
    expect(differenceMarkdown(evil).match(/```/g)).toHaveLength(
      2 * differenceMarkdown(evil).split('```diff').length - 2,
    );
  });

  test('as Markdown, with an end to it', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({
      id: `a.b.c${i}`,
      change: 'new' as const,
      gone: [],
      came: ['x'],
    }));
    const markdown = differenceMarkdown({ ...EMPTY, facts });
    expect(markdown).toContain('… and 20 more');
    expect(markdown).not.toContain('a.b.c40');
    expect(differenceText({ ...EMPTY, facts })).toContain('a.b.c59');
  });
});
