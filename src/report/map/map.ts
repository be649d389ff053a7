import type { Locale } from '../../base/locale.ts';
import type { Release } from '../../content/release.ts';
import { draw } from '../../flow/draw.ts';
import type { Flow } from '../../flow/model.ts';
import { layOut } from './layout.ts';
import { svgOf } from './svg.ts';
import { wordingOf } from './wording.ts';

/** Widths of pictures that can be read: of a phone, of a page, of a large screen. */
export const WIDTHS = { least: 320, ordinary: 1200, most: 4000 } as const;

/** Draws a flow as SVG in a width, with its words in a language. The same flow and words give the same picture. */
export const flowMap = (release: Release, flow: Flow, locale: Locale, width: number): string => {
  const wording = wordingOf(release, flow.id, locale);
  return svgOf(flow.id, flow.id, layOut(draw(flow), wording, width), wording);
};
