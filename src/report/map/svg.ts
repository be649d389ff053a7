import { SIZES } from './card.ts';
import type { Layout, PlacedArrow, PlacedCard } from './layout.ts';
import type { Wording } from './wording.ts';

const STYLE = `
.map { --paper: #fff; --ink: #1d2733; --soft: #5b6877; --edge: #b8c2cc; --card: #f6f8fa; --asks: #0b63b8; --says: #2d7a4b; --works: #8a5a00; --else: #6b4fa0; --lit: #c2410c;
  font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
@media (prefers-color-scheme: dark) { .map { --paper: #12181f; --ink: #e6ebf0; --soft: #9fb0c0; --edge: #46535f; --card: #1b242d; --asks: #6db3f8; --says: #6fcf97; --works: #e0ac55; --else: #b79df0; --lit: #ff9d66; } }
.map .paper { fill: var(--paper); }
.map text { fill: var(--ink); }
${Object.entries(SIZES)
  .map(([look, size]) => `.map .${look} { font-size: ${size}px; }`)
  .join(' ')}
.map .name { font-weight: 600; } .map .kind, .map .small { fill: var(--soft); }
.map .box { fill: var(--card); stroke: var(--edge); }
.map .start .box, .map .end .box { stroke-width: 2; stroke: var(--ink); }
.map .bar { fill: var(--else); } .map .asks .bar { fill: var(--asks); } .map .says .bar { fill: var(--says); } .map .works .bar { fill: var(--works); } .map .end .bar { display: none; }
.map .rule { stroke: var(--edge); } .map a text { fill: var(--asks); }
.map .arrow { fill: none; stroke: var(--soft); stroke-width: 1.3; } .map .head { fill: var(--soft); }
.map .step:focus .box, .map .step.lit .box { stroke: var(--lit); stroke-width: 3; }
.map .arrow.lit { stroke: var(--lit); stroke-width: 3; } .map .way.lit text { fill: var(--lit); font-weight: 600; }
`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Signs that XML cannot hold, not even escaped, become blanks. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign).replace(/[^\P{Cc}\n]|[\p{Cs}\ufffe\uffff]/gu, ' ');

const attributes = (all: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(all)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join('');

/**
 * Writes a layout as SVG. Each step is an element `flow/step` with its place in the file; each way on and each arrow names
 * where it leads, so that a page can light them.
 */
export const svgOf = (flow: string, title: string, layout: Layout, wording: Wording): string => {
  const { width, height, cards, arrows } = layout;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg"${attributes({ class: 'map', ...size, 'data-flow': flow, role: 'group', 'aria-label': title })}>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="100%" height="100%"/>`,
    ...arrows.map(arrowSvg),
    ...cards.map((card) => cardSvg(flow, card, wording)),
    '</svg>\n',
  ].join('\n');
};

const arrowSvg = ({ arrow, corners }: PlacedArrow): string => {
  const [x, y] = corners.at(-1) ?? [0, 0];
  const [before] = corners.at(-2) ?? [0];
  const head = before === x ? `M${x} ${y}l-4 -6h8z` : `M${x} ${y}l-6 -4v8z`;
  const line = corners.map(([left, top], i) => `${i === 0 ? 'M' : 'L'}${left} ${top}`).join('');
  const ends = { 'data-from': arrow.from, 'data-to': arrow.to, 'data-option': arrow.option };
  return `<path${attributes({ class: 'arrow', d: line, ...ends })}/><path${attributes({ class: 'head', d: head })}/>`;
};

const linesSvg = (lines: PlacedCard['lines']): string =>
  lines
    .map(
      ({ x, y, text, look, end }) =>
        `<text${attributes({ class: look, x, y, 'text-anchor': end && 'end' })}>${escaped(text)}</text>`,
    )
    .join('');

const cardSvg = (flow: string, card: PlacedCard, wording: Wording): string => {
  const { step, x, y, width, height, foot, lines, ways } = card;
  const group = {
    id: `${flow}/${step.id}`,
    class: ['step', roleOf(card), step.start ? 'start' : '', step.end ? 'end' : ''].filter(Boolean).join(' '),
    transform: `translate(${x} ${y})`,
    'data-flow': flow,
    'data-step': step.id,
    'data-at': `${step.at.file}:${step.at.line}`,
    tabindex: 0,
    role: 'group',
  };
  const title = `${step.id} (${step.at.file}:${step.at.line})`;
  const says = wording.says(step)?.whole;
  return [
    `<g${attributes(group)}><title>${escaped(says === undefined ? title : `${title}\n${says}`)}</title>`,
    `<rect${attributes({ class: 'box', width, height, rx: step.end ? 14 : 5 })}/><rect class="bar" width="4"${attributes({ height })}/>`,
    linesSvg(lines),
    ...(ways.length > 0 ? [`<path${attributes({ class: 'rule', d: `M4 ${foot}H${width}` })}/>`] : []),
    ...ways.map(({ arrow, drawn, lines: own }) => {
      const way = { class: 'way', 'data-to': arrow.to, 'data-option': arrow.option };
      const words = linesSvg(own);
      return `<g${attributes(way)}>${drawn ? words : `<a${attributes({ href: `#${flow}/${arrow.to}` })}>${words}</a>`}</g>`;
    }),
    '</g>',
  ].join('');
};

/** What a step does to whoever comes to it, for its colour; the word stands beside its name. */
const roleOf = ({ step }: PlacedCard): string =>
  step.asks ? 'asks' : step.says !== undefined || step.kind === 'show' ? 'says' : step.calls || step.end ? '' : 'works';
