import { writeFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';
import { flowMap, WIDTHS } from '../report/map/map.ts';
import { dirOption, localeOption, openRelease } from './options.ts';

const widthOption = (text: string): number => {
  const width = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (width < WIDTHS.least || width > WIDTHS.most)
    throw new OperationalError(
      'bad-option',
      `--width must be a whole number from ${WIDTHS.least} to ${WIDTHS.most}: 360 for a phone, 1200 for a page`,
    );
  return width;
};

export const graph = defineCommand({
  meta: { name: 'graph', description: 'draws a flow as SVG, with what its steps say' },
  args: {
    flow: { type: 'positional', required: true, description: 'the flow: a file of flows/, without .yaml' },
    out: { type: 'string', description: 'write the picture here, not to the terminal', valueHint: 'FILE.svg' },
    lang: { type: 'string', description: 'in the words of this language' },
    width: {
      type: 'string',
      description: 'how wide, in pixels: 360 for a phone',
      default: String(WIDTHS.ordinary),
      valueHint: 'PIXELS',
    },
    dir: dirOption,
  },
  run: ({ args }) => {
    const width = widthOption(args.width);
    const release = openRelease(args.dir);
    const flow = release.flows.get(args.flow);
    if (!flow)
      throw new OperationalError(
        'unknown-flow',
        `there is no flow "${args.flow}"; ${didYouMean(args.flow, release.flows.keys(), 'flows live in flows/')}`,
      );
    const svg = flowMap(release, flow, localeOption(release, args.lang) ?? release.settings.default, width);
    if (args.out === undefined) process.stdout.write(svg);
    else writeFileSync(args.out, svg);
  },
});
