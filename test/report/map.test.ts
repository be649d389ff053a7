import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/content/release.ts';
import { draw } from '../../src/flow/draw.ts';
import type { Flow } from '../../src/flow/model.ts';
import { type Layout, layOut, type PlacedCard } from '../../src/report/map/layout.ts';
import { flowMap } from '../../src/report/map/map.ts';
import { widthOf, wrap } from '../../src/report/map/measure.ts';
import { wordingOf } from '../../src/report/map/wording.ts';
import { FOREIGN, filesOf, ROOT, releaseOf, withFile } from '../support/repository.ts';
import { LIBRARY } from '../workshop/app.ts';

const WIDTHS = [320, 360, 768, 1200, 2400];
const real = releaseOf(filesOf(ROOT));
const library = releaseOf(LIBRARY);

const flowOf = (release: Release, id: string): Flow => {
  const flow = release.flows.get(id);
  if (!flow) throw new Error(`no flow ${id}`);
  return flow;
};
const laid = (release: Release, flow: Flow, width: number, locale = 'es'): Layout =>
  layOut(draw(flow), wordingOf(release, flow.id, locale), width);

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];
const segmentsOf = ({ arrows }: Layout): readonly (readonly Segment[])[] =>
  arrows.map(({ corners }) =>
    corners.slice(1).map(([x, y], i): Segment => [corners[i]?.[0] ?? 0, corners[i]?.[1] ?? 0, x, y]),
  );

/** Whether a line that goes down and one that goes across meet within both. */
const cross = (a: Segment, b: Segment): boolean => {
  const [down, across] = a[0] === a[2] ? [a, b] : [b, a];
  if (down[0] !== down[2] || across[1] !== across[3]) return false;
  const between = (value: number, one: number, other: number): boolean =>
    value > Math.min(one, other) + 0.01 && value < Math.max(one, other) - 0.01;
  return between(down[0], across[0], across[2]) && between(across[1], down[1], down[3]);
};

const overlap = (a: PlacedCard, b: PlacedCard): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the picture of a flow', () => {
  test.each([...real.flows.keys()].flatMap((id) => WIDTHS.map((width) => [id, width] as const)))(
    '%s at %d pixels: every step once, nothing over another, no arrow across another',
    (id, width) => {
      const flow = flowOf(real, id);
      const layout = laid(real, flow, width);
      expect(layout.cards.map(({ step }) => step.id).sort()).toEqual([...flow.steps.keys()].sort());
      const boxes = [...layout.cards].sort((a, b) => a.y - b.y);
      const overlapping = boxes.flatMap((box, i) => boxes.slice(i + 1).filter((other) => overlap(box, other)));
      expect(overlapping.map(({ step }) => step.id)).toEqual([]);
      for (const { x, y, width: wide, height } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + wide).toBeLessThanOrEqual(width);
        expect(y + height).toBeLessThanOrEqual(layout.height);
      }
      const lines = segmentsOf(layout);
      const crossing = lines.flatMap((one, i) =>
        lines
          .slice(i + 1)
          .filter((other) => one.some((a) => other.some((b) => cross(a, b))))
          .map((other) => [one, other]),
      );
      expect(crossing).toEqual([]);
    },
  );

  test('every way on is an arrow or a link by name', () => {
    for (const flow of real.flows.values()) {
      const { cards, arrows } = laid(real, flow, 1200);
      const key = ({ from, to, option, when }: (typeof arrows)[number]['arrow']) => `${from}>${to}:${option}:${when}`;
      const shown = [
        ...arrows.map(({ arrow }) => key(arrow)),
        ...cards.flatMap(({ ways }) => ways.filter(({ drawn }) => !drawn).map(({ arrow }) => key(arrow))),
      ];
      expect(shown.sort()).toEqual(draw(flow).arrows.map(key).sort());
    }
  });

  test('says the words of the language, and where each step stands in the file', () => {
    const [es, en] = ['es', 'en'].map((locale) => flowMap(library, flowOf(library, 'desk'), locale, 800));
    expect(es).toContain('¿Qué necesitas?');
    expect(es).not.toContain('What do you need?');
    expect(en).toContain('What do you need?');
    expect(en).toContain('id="desk/topic" class="step asks start"');
    expect(en).toContain('data-flow="desk" data-step="topic" data-at="flows/desk.yaml:3"');
    expect(en).toContain('<title>loans (flows/desk.yaml:4)\nYou may borrow {{fact.library.loans.most}} books.</title>');
    expect(en).toContain('>You may borrow {most} books.<');
    expect(en).toContain('data-from="topic" data-to="loans"');
    expect(en).toContain('>“Borrow books”<');
    expect(en).toContain('<a href="#desk/topic">');
  });

  test('words that look like markup stay words', () => {
    const release = releaseOf(
      withFile(LIBRARY, 'content/texts/en/desk.yaml', (text) => text.replace('What do you need?', 'a < b & \\"c\\"?')),
    );
    const svg = flowMap(release, flowOf(release, 'desk'), 'en', 800);
    expect(svg).toContain('>a &lt; b &amp; &quot;c&quot;?<');
  });

  test('a step that nothing leads to is drawn too, and a flow that only goes round', () => {
    const files = withFile(
      LIBRARY,
      'flows/desk.yaml',
      (text) => `${text}  lost: { say: loans, next: found }\n  found: { say: loans, next: lost }\n`,
    );
    const release = releaseOf(files);
    const { cards } = laid(release, flowOf(release, 'desk'), 800);
    expect(cards.map(({ step }) => step.id)).toEqual(expect.arrayContaining(['topic', 'lost', 'found']));
  });

  test('shows what a step works out, asks for and calls', () => {
    const foreign = releaseOf(filesOf(FOREIGN));
    const svg = [...foreign.flows.values()].map((flow) => flowMap(foreign, flow, 'en', 1200)).join('');
    expect(svg).toContain('>ask integer<');
    expect(svg).toContain('>call late-book<');
    expect(svg).toMatch(/class="small"[^>]*>\w+ = /);
  });
});

describe('words in a room of their own', () => {
  test('lines fit, and what is too much ends in an ellipsis', () => {
    const lines = wrap('a word and averyveryverylongwordwithoutanybreak and more', 80, 12, 3);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(widthOf(line, 12)).toBeLessThanOrEqual(80);
    expect(lines.at(-1)).toMatch(/…$/);
    expect(wrap('short', 80, 12, 3)).toEqual(['short']);
    expect(wrap('  ', 80, 12, 3)).toEqual([]);
  });
});
